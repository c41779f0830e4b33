/** Regenerates what is generated and committed. */
