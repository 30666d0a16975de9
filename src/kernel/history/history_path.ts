/**
 * Where the history lies.
 *
 * @module
 */
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import process from "node:process";

/** What decides where a user's data lies. */
export interface DataPlace {
  /** As `process.platform`. */
  platform: string;
  /** The user's folder. */
  home: string;
  /** The environment. */
  env: Record<string, string | undefined>;
}

/**
 * Returns the path of the user's history: `labbook/kernel_history.sqlite` in the platform's folder for data,
 * which is `$XDG_DATA_HOME` or `~/.local/share`, `~/Library/Application Support`, or `%LOCALAPPDATA%`.
 */
export function historyPath(
  { platform, home, env }: DataPlace = {
    platform: process.platform,
    home: homedir(),
    env: process.env,
  },
): string {
  return join(dataFolder(platform, home, env), "labbook", "kernel_history.sqlite");
}

function dataFolder(platform: string, home: string, env: DataPlace["env"]): string {
  if (platform === "darwin") return join(home, "Library", "Application Support");
  if (platform === "win32") return env.LOCALAPPDATA || join(home, "AppData", "Local");
  const xdg = env.XDG_DATA_HOME;
  // The XDG specification says that a relative path is to be ignored.
  return xdg && isAbsolute(xdg) ? xdg : join(home, ".local", "share");
}
