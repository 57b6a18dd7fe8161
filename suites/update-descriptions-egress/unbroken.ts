export const withoutMutant: Readonly<Record<string, string>> = {};
