/** Starts a session whose cell never ends, and says its process id. */

import { Session } from "../../src/session/mod.ts";

const session = await Session.start({ permissions: ["-A"], cwd: Deno.cwd(), onEvent: () => {} });
const pid = await session.evaluate<number>("Deno.pid");
session.run({ label: "cell", source: "while (true);" });
console.log(pid);
