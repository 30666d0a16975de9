/** How a value looks in a notebook: its representations by MIME type. @module */

export type { MimeBundle } from "../../types.ts";
export { isBundle, isRecord, toFormatted, toJson } from "./bundle.ts";
export type { Formatted } from "./bundle.ts";
export { DISPLAY, formatValue } from "./format_value.ts";
export { bytesOf, imageBundle, toBase64 } from "./image.ts";
export { describe, inspectValue } from "./inspect.ts";
export { rowsOf } from "./rows.ts";
export { TABLE_LIMIT, tableBundle } from "./table.ts";
export type { TableData } from "./table.ts";
