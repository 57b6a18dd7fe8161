/**
 * `npm run service-model -- FILE [VERSION]`: distils botocore's `service-2.json`, gzipped or not, into the file of the
 * package. The version is that of the botocore around the file; a file from elsewhere needs it as a second argument.
 *
 * `npm run service-model -- pairs`: makes the file of pairs anew that tests compare the model with.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { packageRoot } from '../../harness/package/package-root.ts';
import { modelFile, parseModelDocument } from '../../harness/service-model/load-model.ts';
import { writeBotocorePairs } from './botocore-pairs.ts';
import { distil, packModel } from './distil.ts';

const [file, version = file === undefined ? undefined : versionAround(file)] = process.argv.slice(2);
if (file === 'pairs') {
  console.log(await writeBotocorePairs());
} else if (file === undefined || version === undefined) {
  console.error('Usage: npm run service-model -- PATH/botocore/data/ec2/2016-11-15/service-2.json.gz [VERSION]');
  console.error('       npm run service-model -- pairs');
  process.exitCode = 2;
} else {
  console.log(writeModel(file, version));
}

function writeModel(path: string, botocore: string): string {
  const document = distil(parseModelDocument(readFileSync(path)), {
    package: 'botocore',
    version: botocore,
    license: 'Apache-2.0',
    url: `https://pypi.org/project/botocore/${botocore}/`,
  });
  const output = join(packageRoot(), modelFile);
  const packed = packModel(document);
  // Another brotli packs the same content into other bytes: the file changes with its content only.
  const same = existsSync(output) && brotliDecompressSync(readFileSync(output)).equals(brotliDecompressSync(packed));
  if (!same) writeFileSync(output, packed);
  const actions = Object.keys(document.operations).length;
  const shapes = Object.keys(document.shapes).length;
  const state = same ? 'unchanged' : 'written';
  return `${modelFile}: botocore ${botocore}, ${actions} actions, ${shapes} shapes, ${packed.length} bytes, ${state}`;
}

/** `__version__` of the botocore package that this file lies in: `botocore/data/ec2/2016-11-15/FILE`. */
function versionAround(path: string): string | undefined {
  const module = join(dirname(path), '../../../__init__.py');
  if (!existsSync(module)) return undefined;
  return /^__version__ = ['"]([^'"]+)['"]/m.exec(readFileSync(module, 'utf8'))?.[1];
}
