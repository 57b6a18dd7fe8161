/** Requirements on AuthorizeSecurityGroupEgress that no fault breaks, each with the reason. */
export const withoutFault: Readonly<Record<string, string>> = {
  'authorize-request/group-id':
    'A server that adds a rule to other groups as well is shown by the inbound authorise; outbound, all groups begin alike.',
};
