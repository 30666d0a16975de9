/** Running compiled code in the session. @module */

import type { CellCode } from "./cell_codes.ts";
import { type Inspector, InspectorCallError, InspectorClosedError } from "./inspector/inspector.ts";
import { callWith, type EvaluateAnswer, type ExceptionDetails } from "./remote_values.ts";
import { within } from "./within.ts";

/** How long what a failed cell declared with `using` may take to be disposed of, in milliseconds. */
const DISPOSE_TIME = 2000;

/** A value's representations by MIME type. */
export interface FormattedValue {
  /** The representations. */
  data: Record<string, unknown>;
  /** Metadata by MIME type. */
  metadata: Record<string, unknown>;
}

/**
 * Runs a cell; resolves to what it threw, if it did, described by `describe` while the session still holds it.
 * To undefined where the inspector lost the cell's promise: it goes on, or waits for ever.
 */
export async function evaluateCell<Description>(
  inspector: Inspector,
  code: CellCode,
  describe: (thrown: ExceptionDetails) => Promise<Description>,
): Promise<{ thrown?: Description } | undefined> {
  const objectGroup = `cell-${code.number}`;
  let answer: EvaluateAnswer;
  try {
    answer = await evaluate(inspector, `${code.prefix}${code.code}${code.suffix}`, objectGroup);
  } catch (error) {
    if (error instanceof InspectorCallError) return undefined;
    throw error;
  }
  // The value itself never leaves the session: only what was thrown is held for us.
  if (answer.exceptionDetails === undefined) return {};
  const thrown = await describe(answer.exceptionDetails);
  await release(inspector, objectGroup);
  return { thrown };
}

/** Disposes of what a cell declared with `using` and did not come to its end; returns what that threw. */
export async function disposeCell(
  inspector: Inspector,
  cleanup: string,
): Promise<ExceptionDetails | undefined> {
  const disposed = evaluate(inspector, `"use strict";await void 0;${cleanup}`).catch((error) => {
    if (error instanceof InspectorClosedError) return undefined;
    throw error;
  });
  return (await within(disposed, DISPOSE_TIME))?.exceptionDetails;
}

/** Evaluates a compiled expression, and returns its value's representations or what it threw. */
export async function formatExpression<Description>(
  inspector: Inspector,
  code: string,
  describe: (thrown: ExceptionDetails) => Promise<Description>,
): Promise<FormattedValue | Description> {
  const objectGroup = "expression";
  const answer = await evaluate(inspector, `"use strict";await void 0;${code}`, objectGroup);
  try {
    if (answer.exceptionDetails !== undefined) return await describe(answer.exceptionDetails);
    return await callWith<FormattedValue>(
      inspector,
      "async function (value) { await void 0; return await __labbook.format(value); }",
      answer.result,
    );
  } finally {
    await release(inspector, objectGroup);
  }
}

function evaluate(
  inspector: Inspector,
  expression: string,
  objectGroup?: string,
): Promise<EvaluateAnswer> {
  return inspector.call<EvaluateAnswer>("Runtime.evaluate", {
    expression,
    replMode: true,
    awaitPromise: true,
    ...objectGroup === undefined ? {} : { objectGroup },
  });
}

async function release(inspector: Inspector, objectGroup: string): Promise<void> {
  await inspector.call("Runtime.releaseObjectGroup", { objectGroup });
}
