import { AppError } from '#libs/kernel';
import type { ImagePart } from '../../completion.js';

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+);base64$/i;

/** `url`: a link, or the image itself as a data URL. @throws AppError invalid_request */
export function readImage(url: string): ImagePart {
  if (!/^data:/i.test(url)) return { kind: 'image', source: { kind: 'url', url } };
  // Looked for by hand: an image of megabytes is no food for a regular expression.
  const comma = url.indexOf(',');
  const mediaType = comma > 0 && comma < 200 ? DATA_URL.exec(url.slice(0, comma))?.[1] : undefined;
  if (!mediaType) throw new AppError('invalid_request', 'image_url.url: a data URL must be data:<media type>;base64,<data>');
  return { kind: 'image', source: { kind: 'data', mediaType, base64: url.slice(comma + 1) } };
}

export function writeImage({ source }: ImagePart): { type: 'image_url'; image_url: { url: string } } {
  const url = source.kind === 'url' ? source.url : `data:${source.mediaType};base64,${source.base64}`;
  return { type: 'image_url', image_url: { url } };
}
