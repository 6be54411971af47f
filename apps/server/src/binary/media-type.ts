export const DEFAULT_TYPE = 'application/octet-stream';

const PARAMETER = String.raw`\s*;\s*[\w-]+=(?:"[^"\r\n]*"|[\w.+:/-]+)`;
const MEDIA_TYPE = new RegExp(String.raw`^[\w.+-]+/[\w.+-]+(?:${PARAMETER})*$`);

/** The type as a header value. A stored type is the writer's text: what is not a media type becomes bytes. */
export function headerType(type: string | undefined): string {
  return type && MEDIA_TYPE.test(type) ? type : DEFAULT_TYPE;
}
