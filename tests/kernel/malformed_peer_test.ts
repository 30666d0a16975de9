import { kernelTest } from "./peer/mod.ts";

const MALFORMED = new URL("malformed.py", import.meta.url);

kernelTest("what is not signed rightly is not executed", MALFORMED, "signatures");
kernelTest("a message sent once more is not executed again", MALFORMED, "replayed");
kernelTest("messages with missing frames are dropped", MALFORMED, "frames_missing");
kernelTest("signed messages that are not as specified end nothing", MALFORMED, "not_as_specified");
kernelTest("an unknown request holds nothing up", MALFORMED, "unknown_request_in_between");
kernelTest("oversized frames end their connection, large cells run", MALFORMED, "oversized");
kernelTest("peers that speak no ZMTP end nothing", MALFORMED, "not_zmtp");
kernelTest("peers that fall silent hold nobody up", MALFORMED, "held_open");
kernelTest("a subscriber that reads nothing holds nobody up", MALFORMED, "slow_subscriber");
