/** Requirements on AuthorizeSecurityGroupIngress that no fault breaks, each with the reason: there is none. */
export const withoutMutant: Readonly<Record<string, string>> = {};
