import { readFile } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';
import { QuestionEncoder, type EncoderModel } from './question-encoder.js';

/** The model that comes with the platform. */
export const SHIPPED_ENCODER = projectPath('data', 'models', 'question-encoder.bin');

const FORMAT = 'switchboard-encoder/1';
const LENGTH_BYTES = 4;
const NUMBER_BYTES = 4;

interface Header {
  format: string;
  version: string;
  dimensions: number;
  features: number;
}

/** The model as a file: the length of a JSON header, the header, hashes, scales and rows, little-endian. */
export function serializeEncoder({ version, dimensions, hashes, scales, rows }: EncoderModel): Buffer {
  const header = Buffer.from(JSON.stringify({ format: FORMAT, version, dimensions, features: hashes.length } satisfies Header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, header, Buffer.from(hashes.buffer), Buffer.from(scales.buffer), Buffer.from(rows.buffer)]);
}

/**
 * The inverse of `serializeEncoder`.
 * @throws Error when the bytes are not such a model, or not all of one
 */
export function parseEncoder(bytes: Buffer): EncoderModel {
  const start = LENGTH_BYTES + (bytes.length < LENGTH_BYTES ? 0 : bytes.readUInt32LE());
  const { version, dimensions, features } = readHeader(bytes.subarray(LENGTH_BYTES, start));
  const [scalesAt, rowsAt] = [start + features * NUMBER_BYTES, start + 2 * features * NUMBER_BYTES];
  const end = rowsAt + features * dimensions;
  if (bytes.length !== end) throw new Error(`The encoder is ${bytes.length} bytes long instead of ${end}`);
  // Copies, since the numbers need not begin where typed arrays can.
  return {
    version,
    dimensions,
    hashes: new Uint32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + scalesAt)),
    scales: new Float32Array(bytes.buffer.slice(bytes.byteOffset + scalesAt, bytes.byteOffset + rowsAt)),
    rows: new Int8Array(bytes.buffer.slice(bytes.byteOffset + rowsAt, bytes.byteOffset + end)),
  };
}

function readHeader(bytes: Buffer): Header {
  let header: Partial<Header> | null;
  try {
    header = JSON.parse(bytes.toString()) as Partial<Header> | null;
  } catch {
    header = null;
  }
  if (header?.format !== FORMAT) throw new Error(`Not an encoder of format ${FORMAT}`);
  return header as Header;
}

/**
 * Reads a model file written by `npm run train:encoder`.
 * @throws Error when the file is missing or is not a model
 */
export async function loadQuestionEncoder(path: string): Promise<QuestionEncoder> {
  return new QuestionEncoder(parseEncoder(await readFile(path)));
}
