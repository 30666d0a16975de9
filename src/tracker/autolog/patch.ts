/**
 * Puts itself between the user's code and the methods that train a model.
 *
 * @module
 */
import { withEvents } from "./callbacks.ts";
import type { FitArguments, ModelClass, TensorFlowModule, TrainedModel } from "./tensorflow.ts";
import type { AutologOptions, Training } from "./training.ts";
import type { FitMethod } from "./training_params.ts";

/** Says how a training is logged; undefined where it is not. */
export type Observe = (
  model: TrainedModel,
  method: FitMethod,
  args: FitArguments,
) => { training: Training; options: AutologOptions } | undefined;

type Fit = (this: TrainedModel, ...given: unknown[]) => Promise<unknown>;

/** On arguments of a training that is logged already: a model hands them on, and another copy of the library sees them. */
const LOGGED = Symbol.for("labbook.autologged");
/** Where in the list of their parameters the methods have their arguments object. */
const PLACES: Record<FitMethod, number> = { fit: 2, fitDataset: 1 };

/** Has the trainings of a library's models observed, until the function that is returned is called. */
export function patch(tf: TensorFlowModule, observe: Observe): () => void {
  const undo: (() => void)[] = [];
  for (const { prototype } of classesOf(tf)) {
    for (const method of ["fit", "fitDataset"] as const) {
      const own = Object.getOwnPropertyDescriptor(prototype, method);
      if (typeof own?.value !== "function") continue;
      const value = observed(own.value, method, observe);
      Object.defineProperty(prototype, method, { ...own, value });
      undo.push(() => {
        // Somebody else may have come between, and calls what was there before.
        if (Reflect.get(prototype, method) === value) Object.defineProperty(prototype, method, own);
      });
    }
  }
  return () => undo.forEach((restore) => restore());
}

function classesOf({ LayersModel, Sequential }: TensorFlowModule): Set<ModelClass> {
  return new Set(Sequential === undefined ? [LayersModel] : [LayersModel, Sequential]);
}

function observed(original: Fit, method: FitMethod, observe: Observe): Fit {
  const place = PLACES[method];
  const fit: Fit = function (...given) {
    const args = given[place] === undefined && method === "fit" ? {} : given[place];
    const isTraining = typeof args === "object" && args !== null && !Object.hasOwn(args, LOGGED);
    const seen = isTraining ? observe(this, method, args as FitArguments) : undefined;
    if (seen === undefined) return original.apply(this, given);
    given[place] = withTraining(args as FitArguments, seen.training);
    const fitted = original.apply(this, given);
    if (seen.options.models === false) return fitted;
    return fitted.then(async (history) => {
      await seen.training.storeModel();
      return history;
    });
  };
  Object.defineProperty(fit, "name", { value: original.name, configurable: true });
  Object.defineProperty(fit, "length", { value: original.length, configurable: true });
  return fit;
}

/** The arguments as they are, with a callback more. */
function withTraining(args: FitArguments, training: Training): FitArguments {
  return Object.create(Object.getPrototypeOf(args), {
    ...Object.getOwnPropertyDescriptors(args),
    callbacks: {
      value: withEvents(args.callbacks, training),
      enumerable: true,
      writable: true,
      configurable: true,
    },
    [LOGGED]: { value: true },
  });
}
