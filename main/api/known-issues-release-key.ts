/** Who signs newer sets of known issues for this release (Ed25519, base64url); the secret is not in the source. */
export const knownIssuesReleaseKey = "ATUD3eSBhMo4nkU6Z-NgjSoWpXtjk0y9zZpCwxDs3xw";
