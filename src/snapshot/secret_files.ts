/**
 * Files that by their name hold secrets.
 *
 * @module
 */

const SECRET_FILE = new RegExp(
  [
    /\.env(?!.*\.(?:example|sample|template)$)(?:\..*)?/,
    /.*\.(?:pem|key|p12|keystore)/,
    /id_(?:rsa|ed25519).*/,
    /\.(?:netrc|npmrc|pypirc)/,
    /credentials.*/,
    /service-account.*\.json/,
  ].map(({ source }) => `^(?:${source})$`).join("|"),
  "i",
);

/** Whether a file looks like one with secrets, by the last part of its path (with `/`). */
export function isSecretFile(path: string): boolean {
  return SECRET_FILE.test(path.slice(path.lastIndexOf("/") + 1));
}
