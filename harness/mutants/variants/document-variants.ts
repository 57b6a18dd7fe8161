/** The same responses in other XML. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import { type Content, type Elements, isContentList } from '../../reference/responses/content.ts';
import type { Apply, Variant } from '../fault.ts';
import { rewritingError } from '../rewriting.ts';

const varied = (id: string, means: string, apply: Apply): Variant => ({ id, means, apply });

const layout: readonly Variant[] = [
  varied('one-line', 'writes answers on one line', (b) => changed(b, { rendering: { indent: '' } })),
  varied('tabs', 'indents responses with tabs', (b) => changed(b, { rendering: { indent: '\t' } })),
  varied('carriage-returns', 'ends lines with carriage return and line feed', (b) =>
    rewriting(b, (xml) => xml.replaceAll('\n', '\r\n')),
  ),
  varied('no-declaration', 'leaves the XML declaration out', (b) => changed(b, { rendering: { declaration: '' } })),
  varied('declaration-in-single-quotes', 'quotes the XML declaration otherwise', (b) =>
    changed(b, { rendering: { declaration: "<?xml version='1.0' encoding='utf-8' standalone='yes'?>" } }),
  ),
  varied('empty-elements-in-two-tags', 'writes empty elements with two tags', (b) =>
    changed(b, { choices: { emptySets: 'present' }, rendering: { emptyElement: (name) => `<${name}></${name}>` } }),
  ),
  varied('comments', 'puts comments before, in and behind answers', (b) =>
    rewriting(
      b,
      (xml) =>
        `${xml.replace(/(<\w*Response\b[^>]*>)/, '<!-- response -->$1<!-- <return>false</return> -->')}<!-- end -->`,
    ),
  ),
  varied('processing-instruction', 'puts a processing instruction before the root', (b) =>
    rewriting(b, (xml) => xml.replace(/(<\w*Response\b)/, '<?target made-by="hand"?>$1')),
  ),
  varied('character-data-sections', 'writes texts as CDATA sections', (b) =>
    rewriting(b, (xml) =>
      xml.replace(/<(return|Message|cidrIpv4|groupId)>([^<&]*)</g, (_, name, text) => `<${name}><![CDATA[${text}]]><`),
    ),
  ),
  varied('numeric-references', 'writes signs and letters as numeric references', (b) =>
    rewriting(b, (xml) =>
      xml.replace(
        /<(return|isEgress|Message|description)>([^<&]*)</g,
        (_, name, text) => `<${name}>${referenced(text)}<`,
      ),
    ),
  ),
  varied('quotes-as-entities', 'writes quotation marks and apostrophes as entities', (b) =>
    changed(b, {
      rendering: {
        escape: (text) => b.rendering.escape(text).replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
      },
    }),
  ),
];

const names: readonly Variant[] = [
  varied('prefixed-names', 'qualifies every name with a prefix of the namespace', (b) => {
    const { success } = b.rendering;
    return changed(b, {
      rendering: {
        success: (elements, call) =>
          success(elements, call)
            .replace(/<(\/?)(?=[A-Za-z])/g, '<$1ec2:')
            .replace(' xmlns=', ' xmlns:ec2='),
      },
    });
  }),
  varied('further-attributes', 'declares a namespace that nothing uses, and a place of a schema', (b) => {
    const { success } = b.rendering;
    return changed(b, {
      rendering: {
        success: (elements, call) =>
          success(elements, call).replace(
            ' xmlns=',
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x y" xmlns=',
          ),
      },
    });
  }),
  varied('errors-in-namespace', 'answers errors in the namespace of successes', (b) =>
    rewritingError(b, (xml) =>
      xml.replace('<Response>', '<Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'),
    ),
  ),
  varied('type-of-error', 'says of each error whose fault it was', (b) =>
    rewritingError(b, (xml) => xml.replace('<Code>', '<Type>Sender</Type><Code>')),
  ),
];

const elements: readonly Variant[] = [
  varied('members-reversed', 'answers the elements of each structure in the reverse order', (b) => {
    const { success } = b.rendering;
    return changed(b, { rendering: { success: (content, call) => success(reversed(content), call) } });
  }),
  varied('removed-rules-reversed', 'lists removed rules in the reverse order', (b) => {
    const listed = b.responses.revoke['revokedSecurityGroupRuleSet'];
    return changed(b, {
      responses: {
        revoke: {
          revokedSecurityGroupRuleSet: (revoked, call) =>
            listed?.({ ...revoked, removed: [...revoked.removed].reverse() }, call),
        },
      },
    });
  }),
  varied('added-rules-reversed', 'lists authorised rules in the reverse order', (b) => {
    const listed = b.responses.authorize['securityGroupRuleSet'];
    return changed(b, {
      responses: {
        authorize: {
          securityGroupRuleSet: (authorized, call) =>
            listed?.({ ...authorized, added: [...authorized.added].reverse() }, call),
        },
      },
    });
  }),
  varied('request-id-last', 'puts requestId behind everything else', (b) => {
    const { success } = b.rendering;
    return changed(b, {
      rendering: {
        envelope: () => ({}),
        success: (content, call) => success({ ...content, requestId: call.requestId }, call),
      },
    });
  }),
  varied('further-elements', 'answers elements that EC2 may add one day', (b) =>
    changed(b, {
      responses: {
        revoke: { nextToken: () => '', operator: () => ({ managed: 'false' }) },
        revokedRule: { securityGroupRuleArn: ({ id }) => `arn:aws:ec2:::security-group-rule/${id}`, tagSet: () => [] },
      },
    }),
  ),
  varied('groups-described-in-full', 'describes source groups with their names and VPCs', (b) =>
    changed(b, {
      responses: {
        groupReference: {
          groupName: ({ source }, { store }) =>
            source.kind === 'group' ? store.groups.get(source.groupId)?.name : undefined,
          vpcId: ({ source }, { store }) =>
            source.kind === 'group' ? store.groups.get(source.groupId)?.vpcId : undefined,
        },
      },
    }),
  ),
  varied('source-groups-without-owner', 'describes source groups without their account', (b) =>
    changed(b, { responses: { groupReference: { userId: undefined } } }),
  ),
  varied('no-tag-sets', 'leaves tags out of descriptions', (b) =>
    changed(b, { responses: { group: { tagSet: undefined }, describedRule: { tagSet: undefined } } }),
  ),
];

/** Every XML of a response goes through `rewrite`. */
function rewriting(b: Behaviour, rewrite: (xml: string) => string): Behaviour {
  const { success, error } = b.rendering;
  return changed(b, {
    rendering: {
      success: (content, call) => rewrite(success(content, call)),
      error: (refusal, arrival) => rewrite(error(refusal, arrival)),
    },
  });
}

function referenced(text: string): string {
  return [...text]
    .map((character, at) => (at % 2 === 0 ? `&#x${character.codePointAt(0)?.toString(16)};` : character))
    .join('');
}

/** Members in the reverse order, at every depth; items of lists stay in theirs. */
function reversed(content: Elements): Elements {
  return Object.fromEntries(
    Object.entries(content)
      .reverse()
      .map(([name, value]) => [name, value === undefined ? undefined : turned(value)]),
  );
}

function turned(content: Content): Content {
  if (typeof content === 'string') return content;
  return isContentList(content) ? content.map(turned) : reversed(content);
}

/** The same responses in other XML. */
export const documentVariants: readonly Variant[] = [...layout, ...names, ...elements];
