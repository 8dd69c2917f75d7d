// Plain JavaScript on purpose: an old Node must be able to read it and say one sentence instead of a syntax error.
const major = Number(process.versions.node.split(".")[0]);
if (major < 26) {
  console.error(
    `Picketline needs Node 26 or newer and this is ${process.versions.node}. ` +
      "Run it through npm after a full `npm ci` (which brings its own Node), or install Node 26.",
  );
  process.exit(1);
}
const { enableCompileCache } = await import("node:module");
enableCompileCache?.();
