import { kernelTest } from "./peer/mod.ts";

const CLIENTS = new URL("clients.py", import.meta.url);

kernelTest("every client hears of every cell, only one gets its reply", CLIENTS, "all_hear_all");
kernelTest("cells of several clients run in turn", CLIENTS, "in_turn");
kernelTest("clients come and go", CLIENTS, "come_and_go");
kernelTest("a client comes back under its name", CLIENTS, "same_identity_again");
kernelTest("a client leaves while its cell runs", CLIENTS, "leaves_in_the_middle");
kernelTest("a subscription is welcomed, for its subscriber alone", CLIENTS, "welcome");
kernelTest("a subscription to a topic is held to it", CLIENTS, "topics");
kernelTest("the heartbeat echoes while a cell runs", CLIENTS, "heartbeat");
kernelTest(
  "kernel_info is the same on shell and control, while a cell runs too",
  CLIENTS,
  "kernel_info",
);
kernelTest("what is no execution does not wait for a running cell", CLIENTS, "answers_while_busy");
kernelTest("all works over ipc", CLIENTS, "over_ipc");
