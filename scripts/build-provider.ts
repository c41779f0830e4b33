/** Bundles and packs the provider into `dist/provider/`. */
