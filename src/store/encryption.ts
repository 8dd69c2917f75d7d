import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyvEncryptionAdapter } from "keyv";
import { SetupError } from "../core/errors.ts";

const version = "v1.";
const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under `SECRETS_KEY`: `v1.` and base64 of iv, tag and ciphertext.
 * @throws SetupError when the key is not 32 bytes; `decrypt` when a value was written with another key or was altered.
 */
export function encryptionWith(secretsKey: string): KeyvEncryptionAdapter {
  const key = keyFrom(secretsKey);
  return {
    encrypt(plain) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return version + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
    },
    decrypt(stored) {
      try {
        return open(stored, key);
      } catch (error) {
        throw new SetupError("A stored secret cannot be read: SECRETS_KEY is not the one it was written with.", { cause: error });
      }
    },
  };
}

function open(stored: string, key: Buffer): string {
  if (!stored.startsWith(version)) throw new Error("not encrypted");
  const bytes = Buffer.from(stored.slice(version.length), "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
}

function keyFrom(text: string): Buffer {
  if (/^[0-9a-f]{64}$/iu.test(text)) return Buffer.from(text, "hex");
  if (/^[\w+/-]{43}=?$/u.test(text)) return Buffer.from(text, "base64");
  throw new SetupError("SECRETS_KEY must be 32 bytes, as 64 hexadecimal digits or in base64; `openssl rand -base64 32` makes one.");
}
