/** A script that imports Labbook and does nothing with it. */
import "../../mod.ts";
