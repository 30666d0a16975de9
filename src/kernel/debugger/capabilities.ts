/** What the debugger can do, in the words of the Debug Adapter Protocol. @module */

import { EXCEPTION_FILTERS } from "./exceptions.ts";

/** The answer to `initialize`. */
export const CAPABILITIES: Readonly<Record<string, unknown>> = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsModulesRequest: true,
  supportsExceptionInfoRequest: true,
  supportsTerminateRequest: true,
  exceptionBreakpointFilters: EXCEPTION_FILTERS,
};
