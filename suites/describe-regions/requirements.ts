/** Every requirement on DescribeRegions: which regions it lists, and what holds of every operation. */
import { loadSpecification } from '../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../harness/register/register.ts';
import { documented, type Evidence } from '../../harness/register/requirement.ts';
import { topic } from '../../harness/register/topic.ts';
import { generalSuite } from '../general/general-suite.ts';
import { pageOf } from '../requirements/documents.ts';

const address = pageOf('DescribeRegions');

/** The operation's page in the API reference. */
const page = documented(
  address,
  'DescribeRegions describes the Regions that are enabled for the account; it has RegionName.N, Filter.N, AllRegions and DryRun, and responds with regionInfo and requestId',
);

const model: Evidence = {
  grade: 'model',
  source: 'AWS service model of EC2, 2016-11-15, DescribeRegionsResult and Region',
  states: 'regionInfo holds items with regionName, regionEndpoint and optInStatus',
};

const filters = documented(address, 'The filters endpoint, opt-in-status and region-name narrow what is listed');

const regions = topic('regions', {
  named: {
    level: 'MUST',
    means: 'RegionName.N lists the named regions and no others',
    evidence: [page, model],
  },
  endpoint: {
    level: 'MUST',
    means: 'Each listed region has a name and an endpoint',
    evidence: [page, model],
    dependsOn: ['regions/named'],
  },
  'own-region': {
    level: 'SHOULD',
    means: 'A request that names no region lists the one that it is sent to',
    evidence: [page],
    dependsOn: ['regions/named'],
  },
  'opt-in-status': {
    level: 'SHOULD',
    means: 'A region that serves the account is said to need no opting in, or to be opted in to',
    evidence: [page, model],
    dependsOn: ['regions/named'],
  },
  'filter-region-name': {
    level: 'MUST',
    means: 'The filter region-name lists the regions of that name and no others',
    evidence: [filters],
    dependsOn: ['regions/named'],
  },
  'filter-fits-nothing': {
    level: 'SHOULD',
    means: 'A filter that fits no region lists none, and is not an error',
    evidence: [filters],
    dependsOn: ['regions/filter-region-name'],
  },
  'name-and-filter': {
    level: 'SHOULD',
    means: 'A region is listed only where its name and every filter fit',
    evidence: [filters],
    dependsOn: ['regions/named', 'regions/filter-region-name', 'regions/filter-fits-nothing'],
  },
  'unknown-name': { level: 'OBSERVE', means: 'The response to the name of a region that does not exist' },
  'unknown-filter': { level: 'OBSERVE', means: 'The response to a filter that does not exist' },
  'all-regions': { level: 'OBSERVE', means: 'Whether AllRegions lists regions that are not enabled' },
});

/** What it has of every operation: its plain request names the region that it is sent to. */
export const general = generalSuite({
  carrier: {
    action: 'DescribeRegions',
    given: {},
    params: { 'RegionName.1': '{region}' },
    carriedOut: { after: [], content: { 'regionInfo/item/regionName': ['{region}'] } },
    unchanged: [],
  },
  plainRequest: 'regions/named',
  page,
  without: {
    'dry-run/changes-nothing': 'a read changes nothing, with DryRun or without',
    'response/error-dry-run': 'dry-run/permitted expects the same',
  },
});

/** The register of DescribeRegions. */
export const register: Register = buildRegister([...regions, ...general.requirements], loadSpecification());
