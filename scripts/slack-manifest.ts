import { manifest } from "../adapters/slack/manifest.ts";
import { choiceOf } from "../adapters/slack/manifest-choice.ts";
import { SetupError } from "../src/core/errors.ts";

/** `npm run -s slack:manifest -- --socket [feature ...]`: the app's manifest, to paste at api.slack.com/apps. */
try {
  process.stdout.write(`${JSON.stringify(manifest(choiceOf(process.argv.slice(2))), null, 2)}\n`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
