import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { imageSize } from "../../src/backends/tensorboard/image_size.ts";
import { JPEG_3X2, PNG_2X1 } from "./pictures.ts";

Deno.test("imageSize() reads PNG and JPEG", () => {
  assert.deepEqual(imageSize(PNG_2X1), { width: 2, height: 1 });
  assert.deepEqual(imageSize(JPEG_3X2), { width: 3, height: 2 });
});

Deno.test("imageSize() knows nothing of other bytes, also cut ones", () => {
  assert.equal(imageSize(new Uint8Array()), undefined);
  assert.equal(imageSize(Buffer.from("<svg/>")), undefined);
  for (let length = 0; length < 24; length++) {
    assert.equal(imageSize(PNG_2X1.subarray(0, length)), undefined);
    assert.equal(imageSize(JPEG_3X2.subarray(0, length)), undefined);
  }
});
