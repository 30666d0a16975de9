/**
 * The part of ZeroMQ that a Jupyter kernel needs, without libzmq: listening ROUTER, XPUB and REP sockets that
 * speak ZMTP 3.1 (https://rfc.zeromq.org/spec/37) with the NULL mechanism over TCP and Unix sockets.
 *
 * Whatever a peer sends, or does not read, concerns its own connection only.
 *
 * @module
 */
export { listenRep, type RepSocket } from "./rep.ts";
export { listenRouter, type RouterOptions, type RouterSocket } from "./router.ts";
export type { SocketOptions } from "./server.ts";
export { listenXpub, type Subscriber, type XpubOptions, type XpubSocket } from "./xpub.ts";
export { ZmtpError } from "./zmtp_error.ts";
