/** What an error of the file system means (POSIX errno; libuv maps the codes of Windows to them). */
const meanings: Readonly<Record<string, string>> = {
  EACCES: "this user may not do that",
  EBUSY: "another program uses it",
  EDQUOT: "this user's share of the disk is full",
  EEXIST: "something of this name is there already",
  EIO: "the disk has an error",
  EISDIR: "it is a folder",
  ELOOP: "its links go in circles",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENFILE: "too many files are open",
  ENOENT: "its folder does not exist",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is a file",
  EPERM: "this user may not do that",
  EROFS: "the disk can only be read",
};

/** Why something could not be done with a file, as a clause with the error's name; what the system says where it is another. */
export function fileErrorText(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const meaning = meanings[code];
  return meaning === undefined ? error.message : `${meaning} (${code})`;
}
