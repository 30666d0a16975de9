#!/usr/bin/env -S deno run -A
/**
 * The command line `labbook`: run this module to start it.
 *
 * @module
 */
import { runCli } from "./program.ts";

Deno.exit(await runCli(Deno.args));
