/**
 * Saves models of the TensorFlow.js kind: anything with a `save(handler)` method.
 *
 * @module
 */

/** What a model hands to its save handler; see `tf.io.ModelArtifacts` of TensorFlow.js. */
interface ModelArtifacts {
  modelTopology?: unknown;
  weightSpecs?: unknown[];
  weightData?: ArrayBuffer | ArrayBuffer[];
  [key: string]: unknown;
}

/** A model that saves itself through a handler, as those of TensorFlow.js do. */
export interface SavableModel {
  /** Hands the model's parts to the handler. */
  save(handler: { save(artifacts: ModelArtifacts): Promise<unknown> }): Promise<unknown>;
}

/** Whether a value is a model that can save itself. */
export function isSavableModel(value: unknown): value is SavableModel {
  return typeof (value as SavableModel | null)?.save === "function";
}

function joinBuffers(data: ArrayBuffer | ArrayBuffer[] | undefined): Uint8Array {
  const parts = (Array.isArray(data) ? data : data ? [data] : []).map((part) =>
    new Uint8Array(part)
  );
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * The files of a model as `tf.loadLayersModel` reads them: model.json with the topology and the
 * manifest of the weights, weights.bin with their bytes.
 */
export async function tensorflowFiles(model: SavableModel): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  await model.save({
    save(artifacts) {
      const { weightSpecs, weightData, ...rest } = artifacts;
      const json: Record<string, unknown> = { ...rest };
      if (weightSpecs) {
        json.weightsManifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
        files.set("weights.bin", joinBuffers(weightData));
      }
      files.set("model.json", new TextEncoder().encode(JSON.stringify(json)));
      const saved = { dateSaved: new Date(), modelTopologyType: "JSON" };
      return Promise.resolve({ modelArtifactsInfo: saved });
    },
  });
  if (files.size === 0) {
    throw new TypeError("Cannot log the model: its save() did not call the handler");
  }
  return files;
}
