import { describe, expect, it } from 'vitest';
import { runSampleProgram } from '../../../test-support/cli/sample-program.ts';
import { catalogue } from '../command-list.ts';

describe('explain', () => {
  it('shows statement, level, evidence, accepted responses, cases, an example and faults of a requirement', async () => {
    const { out } = await runSampleProgram(['explain', 'a/one']);

    expect(out).toContain('a/one\n  a conforming target keeps a/one\n  MUST: a target that does not meet');
    expect(out).toContain('Evidence\n  documented: https://docs.aws.amazon.com/');
    expect(out).toContain('Responses that pass (sources disagree)\n  refused\n  silent\n');
    expect(out).toContain('Depends on (judged only if these pass)\n  a/root\n');
    expect(out).toContain('Cases\n  a/example: keeps the other rule\n');
    expect(out).toContain('Example, with the response of the embedded target\n  POST / HTTP/1.1\n');
    expect(out).toMatch(/\n {2}HTTP\/1\.1 400 Bad Request\n[\s\S]*\n {8}<Code>\w+<\/Code>\n/);
    expect(out).toContain('Known faults\n  says-teapot: answers every request with 418\n');
  });

  it('shows what a case gives, sends and accepts', async () => {
    expect((await runSampleProgram(['explain', 'a/example'])).out).toBe(`a/example: keeps the other rule
  covers      a/one
  control     a/plain: the most similar request, which has to succeed
  given       main ingress ssh: IpProtocol=tcp FromPort=22 ToPort=22 CidrIp=192.0.2.0/24
  sent        POST RevokeSecurityGroupIngress
              GroupId={main}
              IpPermissions.1.IpProtocol=udp
  passes      refused: status 400; code InvalidPermission.NotFound; rules afterwards: ssh
  passes      silent: status 200; return true; rules afterwards: ssh
`);
  });

  it('lists what a glob matches', async () => {
    const { code, out } = await runSampleProgram(['explain', 'a/*']);

    expect(code).toBe(0);
    expect(out).toMatch(/^Requirements\n {2}a\/one: MUST: a conforming target keeps a\/one\n/);
    expect(out).toContain('\n\nCases\n  a/example: keeps the other rule\n');
    expect((await runSampleProgram(['explain', 'nothing/*'])).error).toContain(
      'No requirement and no case is called "nothing/*"',
    );
  });

  it('says that the requests of a property are generated', { timeout: 60_000 }, async () => {
    const { out } = await runSampleProgram(['explain', 'signing/any-tampering'], { catalogue });

    expect(out).toContain('\n    sent        generated requests, drawn by --seed; ');
    expect(out).not.toContain('an open question');
  });

  it('says of a requirement without cases how it is judged', async () => {
    expect((await runSampleProgram(['explain', 'b/two'])).out).toContain('Cases: none of its own');
  });

  it('takes the id under which a report lists an invariant', async () => {
    expect((await runSampleProgram(['explain', 'b/two@every-answer'])).out).toContain('b/two\n');
  });

  it('shows a response to which a general check applies', { timeout: 60_000 }, async () => {
    const explained = async (id: string): Promise<string> =>
      (await runSampleProgram(['explain', id], { catalogue })).out;

    expect(await explained('response/success-status')).toContain('\n  HTTP/1.1 200 OK\n');
    expect(await explained('response/error-status')).toMatch(/\n {2}HTTP\/1\.1 4\d\d /);
  });

  it('shows the call, the response and the expected report of a client case', async () => {
    const { out } = await runSampleProgram(['explain', 'client-errors/bad-request'], { catalogue });

    expect(out).toContain(`

Example for clients
  client-errors/bad-request: reports the code of a 400
    requirements  client-errors/bad-request
    call          RevokeSecurityGroupIngress any input
    response      400
                  Content-Type: text/xml;charset=UTF-8

                  <?xml version="1.0" encoding="UTF-8"?>
                  <Response><Errors><Error><Code>MissingParameter</Code><Message>The request must contain the parameter groupName or groupId</Message></Error></Errors><RequestID>59dbff89-35bd-4eac-99ed-be587ed1f8b2</RequestID></Response>
    report        {"outcome":"serviceError","code":"MissingParameter"}

Known faults
`);
  });

  it('shows the parameters and the number of requests that a client case expects', async () => {
    const dryRun = await runSampleProgram(['explain', 'encoding/boolean-lower-case'], { catalogue });
    const retry = await runSampleProgram(['explain', 'client-retries/bad-request-once'], { catalogue });

    expect(dryRun.out).toContain('\n    parameters    GroupId=');
    expect(dryRun.out).toContain('\n                  DryRun=true\n');
    expect(retry.out).toContain('\n    requests      1 to 1\n');
  });

  it('takes the id of a client case', async () => {
    const { out } = await runSampleProgram(['explain', 'client-response/revoked-cidr-ipv6'], { catalogue });

    expect(out).toContain('client-response/revoked-cidr-ipv6: reads an IPv6 source\n');
  });

  it('shows a client case of another operation as that operation has it', async () => {
    const explain = (operation: string) =>
      runSampleProgram(['explain', '--operation', operation, 'client-response/revoked-cidr-ipv6'], { catalogue });
    const { out } = await explain('AuthorizeSecurityGroupEgress');
    const { code, error } = await explain('ModifySecurityGroupRules');

    expect(out).toContain('call          AuthorizeSecurityGroupEgress any input\n');
    expect(out).toContain('<securityGroupRuleSet>');
    expect(code).toBe(2);
    expect(error).toContain('No requirement and no case is called "client-response/revoked-cidr-ipv6"');
  });

  it('shows the calls of a client case, and the faults of clients', async () => {
    const { out } = await runSampleProgram(['explain', 'client-retries/bad-request-once'], { catalogue });

    expect(out).toContain('Cases\n  client-retries/bad-request-once: ');
    expect(out).toContain('Known faults\n  tries-400-again: ');
  });
});
