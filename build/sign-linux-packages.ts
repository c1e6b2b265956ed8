import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/*
 * `npm run sign:linux -- FOLDER`: a detached OpenPGP signature (`NAME.asc`) of every package for Linux in the folder, made with
 * the secret key in LINUX_SIGNING_KEY (armoured, without a passphrase), and the public key beside them. Where there is no key
 * it says so and leaves the packages unsigned.
 */

const publicKeyName = "tunnel-doctor-signing-key.asc";
const [folder] = process.argv.slice(2);
const key = process.env["LINUX_SIGNING_KEY"] ?? "";

const packages = folder === undefined ? [] : readdirSync(folder).filter((name) => /\.(?:AppImage|deb|rpm)$/.test(name));
if (folder === undefined || packages.length === 0) {
  console.error("Name a folder with packages for Linux.");
  process.exitCode = 2;
} else if (key === "") {
  console.log("LINUX_SIGNING_KEY is not set; the packages stay unsigned.");
} else {
  sign(folder);
}

/** In a key ring of its own, which is gone afterwards. */
function sign(place: string): void {
  const home = mkdtempSync(path.join(tmpdir(), "gpg-"));
  const gpg = (args: readonly string[], input?: string): void => {
    execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", "--yes", ...args], {
      input,
      stdio: ["pipe", "inherit", "inherit"],
    });
  };
  try {
    gpg(["--import"], key);
    for (const name of packages) {
      const file = path.join(place, name);
      gpg(["--armor", "--detach-sign", "--output", `${file}.asc`, file]);
      gpg(["--verify", `${file}.asc`, file]);
      console.log(`${name}.asc`);
    }
    gpg(["--armor", "--export", "--output", path.join(place, publicKeyName)]);
    console.log(publicKeyName);
  } finally {
    execFileSync("gpgconf", ["--homedir", home, "--kill", "all"]);
    // The agent that ends takes its sockets away at the same time.
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
