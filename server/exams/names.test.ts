import { describe, expect, test } from 'vitest';
import { toQti3 } from './names.ts';
import { childrenNamed, parseXml, type XmlElement } from './xml.ts';

function read(xml: string): XmlElement {
  const parsed = parseXml(new TextEncoder().encode(xml));
  if ('message' in parsed) throw new Error(parsed.message);
  return toQti3(parsed);
}
const V2 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"';

describe('QTI 2 by name', () => {
  test.each([
    ['durationGTE', 'qti-duration-gte'],
    ['anyN', 'qti-any-n'],
    ['responseElseIf', 'qti-response-else-if'],
    ['preCondition', 'qti-pre-condition'],
    ['customOperator', 'qti-custom-operator'],
    ['templateDefault', 'qti-template-default'],
    ['gap', 'qti-gap'],
    ['sum', 'qti-sum'],
  ])('%s becomes %s', (old, name) => {
    expect(read(`<${old} ${V2}/>`).name).toBe(name);
    expect(read(`<${old}/>`).name).toBe(name);
  });
  test('attributes of QTI follow, those of HTML, MathML and xml: stay', () => {
    const item = read(`<assessmentItem ${V2} timeDependent="false" xml:lang="en"><itemBody><p id="aB">x</p>
<math xmlns="http://www.w3.org/1998/Math/MathML"><mi mathVariant="b">x</mi></math></itemBody></assessmentItem>`);
    expect(item.attributes).toEqual({ 'time-dependent': 'false', 'xml:lang': 'en' });
    const [body] = childrenNamed(item, 'qti-item-body');
    const [p, math] = (body?.children ?? []).filter((child) => typeof child !== 'string');
    expect(p).toMatchObject({ name: 'p', attributes: { id: 'aB' } });
    expect(math).toMatchObject({ name: 'math', children: [{ name: 'mi', attributes: { mathVariant: 'b' } }] });
  });
  test('the picture of a graphic interaction becomes an image with its description', () => {
    const [picture] = read(
      `<hotspotInteraction ${V2}><object type="image/png" data="map.png" width="20" height="10">A <b>map</b></object></hotspotInteraction>`,
    ).children;
    expect(picture).toMatchObject({
      name: 'img',
      attributes: { src: 'map.png', alt: 'A map', width: '20', height: '10' },
      children: [],
    });
  });
  test('QTI 3 and manifests are left alone', () => {
    const three = read('<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"/>');
    expect(three.name).toBe('qti-assessment-item');
    expect(read('<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"/>').name).toBe('manifest');
  });
});
