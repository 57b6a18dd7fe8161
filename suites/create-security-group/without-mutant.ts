/** Requirements on CreateSecurityGroup that no fault breaks, each with the reason. */
export const withoutFault: Readonly<Record<string, string>> = {
  'create-group/response-id':
    'Each case finds its group by the id in the response: a fault breaks create-group/creates, on which it rests.',
};
