import type { NoticeListener, WindowsNotices } from "../../main/host/windows-notices/windows-notices.ts";
import { failure, success } from "../../main/model/failure.ts";

/** Windows' notices by hand; those in `missing` are not told of. */
export function fakeWindowsNotices(missing: readonly string[] = []) {
  const listeners = new Map<string, NoticeListener>();
  const listen = (name: string, listener: NoticeListener) => {
    if (missing.includes(name)) return failure("not-supported", `Windows does not tell of ${name} (error 50).`);
    const key = listeners.has(name) ? `${name} again` : name;
    listeners.set(key, listener);
    return success(() => void listeners.delete(key));
  };
  const notices: WindowsNotices = {
    addresses: listen,
    routes: (listener) => listen("routes", listener),
    events: (channel, query, listener) => listen(query.includes("Kernel-Power") ? "power" : channel, listener),
  };
  return {
    open: async () => success(notices),
    /** Who listens. */
    heard: () => [...listeners.keys()],
    tell: (name: string) => listeners.get(name)?.changed(),
    lose: (name: string, reason: string) => listeners.get(name)?.lost(reason),
  };
}
