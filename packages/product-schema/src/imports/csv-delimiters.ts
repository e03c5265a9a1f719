export const CSV_DELIMITERS = [',', ';', '\t', '|'] as const;
