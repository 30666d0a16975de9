/** An empty script, to see what a start costs by itself. */
