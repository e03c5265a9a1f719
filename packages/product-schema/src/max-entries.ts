/** Maximum number of entries in each collection of a product, of tags with those that are repeated. */
export const MAX_ENTRIES = { tags: 200, images: 50, attributes: 200 } as const;
