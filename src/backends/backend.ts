/**
 * What a backend is: a reader of a run's journals that carries them elsewhere.
 *
 * @module
 */

/** Options of {@linkcode Backend.catchUp}. */
export interface CatchUpOptions {
  /** Stops the work where it stands; the next call goes on. */
  signal?: AbortSignal;
  /**
   * Told now and then how far the work is while a run that has ended is read again from its views.
   *
   * @param done How many points, figures, tables and histograms were taken.
   * @param total How many there are.
   */
  onProgress?: (done: number, total: number) => void;
}

/** What {@linkcode Backend.catchUp} did. */
export interface SyncReport {
  /** The backend's name. */
  backend: string;
  /** How many events were taken; 0 where nothing was missing. */
  events: number;
  /** Whether the run has ended and everything of it has arrived. */
  complete: boolean;
  /** What the backend could not take, one sentence each. */
  warnings: string[];
}

/**
 * Carries one run to where a backend keeps runs.
 *
 * Where it has come to is kept in the run folder. So it may be closed, or its process killed, at any
 * time, and another one goes on without doubling or losing anything.
 */
export interface Backend {
  /** The backend's name: `"tensorboard"`, … */
  readonly name: string;

  /**
   * Takes what is new in the run's journals; some of it, if it is much.
   *
   * @param maxBytes About how much of a journal to read; 1 MiB by default.
   * @returns How many events it took: 0 where nothing is new, or another process is at it.
   */
  pump(maxBytes?: number): Promise<number>;

  /**
   * Takes all that is missing. While the run has journals it takes them to their end. Of a run that
   * has ended it takes from the views what the journals no longer tell, and then writes what belongs
   * at the end. Done a second time, it changes nothing.
   */
  catchUp(options?: CatchUpOptions): Promise<SyncReport>;

  /** Lets go of what it holds. */
  close(): void;
}
