import type { Fix, Report } from "../../../main/api/contract.ts";
import { osNames } from "../../os-names.ts";

type Commands = Fix["commands"];

/** What people other than the reader type is folded away when there is more of it than this. */
const shownForOthers = 2;

/**
 * Which commands of a fix are shown at once. Of what the reader can do it is what belongs to this computer, or to no
 * operating system in particular; of what others can do it is everything, as long as it is little.
 */
export function splitCommands(
  { who, commands }: Pick<Fix, "who" | "commands">,
  os: Report["client"]["os"],
): { readonly shown: Commands; readonly folded: Commands } {
  if (who !== "you") {
    return commands.length <= shownForOthers ? { shown: commands, folded: [] } : { shown: [], folded: commands };
  }
  const otherSystems = Object.values(osNames).filter((name) => name !== osNames[os]);
  const isForOthers = (command: Commands[number]): boolean =>
    otherSystems.some((name) => command.os.toLowerCase().startsWith(name.toLowerCase()));
  return {
    shown: commands.filter((command) => !isForOthers(command)),
    folded: commands.filter(isForOthers),
  };
}
