import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '#libs/kernel';
import { OutboundAddressRefused, OutboundPolicy, findOutboundRefusal } from '../src/index.js';

const publicOnly = new OutboundPolicy('');

const resolvingTo = (...addresses: string[]) => async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('a policy without a list', () => {
  it.each([
    ['loopback', 'http://127.0.0.1/'],
    ['loopback, last', 'http://127.255.255.254/'],
    ['loopback, short', 'http://127.1/'],
    ['loopback, decimal', 'http://2130706433/'],
    ['loopback, hexadecimal', 'http://0x7f000001/'],
    ['loopback, hexadecimal bytes', 'http://0x7f.0x0.0x0.0x1/'],
    ['loopback, octal', 'http://0177.0.0.1/'],
    ['loopback, escaped', 'http://%31%32%37.0.0.1/'],
    ['loopback, full-width digits', 'http://１２７.０.０.１/'],
    ['loopback, ideographic full stops', 'http://127。0。0。1/'],
    ['loopback, trailing dot', 'http://127.0.0.1./'],
    ['loopback, any port', 'http://127.0.0.1:6379/'],
    ['loopback, backslashes', 'http:\\\\127.0.0.1\\'],
    ['loopback, no slashes', 'http:127.0.0.1'],
    ['this host', 'http://0.0.0.0/'],
    ['this host, short', 'http://0/'],
    ['private 10', 'https://10.1.2.3/'],
    ['private 172', 'https://172.31.255.255/'],
    ['private 192', 'https://192.168.0.1/'],
    ['link-local, metadata', 'http://169.254.169.254/latest/meta-data/'],
    ['metadata, decimal', 'http://2852039166/'],
    ['carrier-grade NAT', 'http://100.100.100.200/'],
    ['benchmarking', 'http://198.18.0.1/'],
    ['documentation', 'http://203.0.113.5/'],
    ['multicast', 'http://224.0.0.1/'],
    ['reserved', 'http://240.0.0.1/'],
    ['broadcast', 'http://255.255.255.255/'],
    ['Azure host agent', 'http://168.63.129.16/'],
    ['IPv6 loopback', 'http://[::1]/'],
    ['IPv6 loopback, long', 'http://[0:0:0:0:0:0:0:1]/'],
    ['IPv6 unspecified', 'http://[::]/'],
    ['IPv4-mapped', 'http://[::ffff:127.0.0.1]/'],
    ['IPv4-mapped, hexadecimal', 'http://[::ffff:7f00:1]/'],
    ['IPv4-mapped, private', 'http://[::ffff:10.0.0.1]/'],
    ['IPv4-compatible', 'http://[::127.0.0.1]/'],
    ['IPv4-translated', 'http://[::ffff:0:127.0.0.1]/'],
    ['NAT64', 'http://[64:ff9b::127.0.0.1]/'],
    ['NAT64, metadata', 'http://[64:ff9b::a9fe:a9fe]/'],
    ['NAT64, local prefix', 'http://[64:ff9b:1::808:808]/'],
    ['6to4', 'http://[2002:7f00:1::]/'],
    ['6to4 of a public address', 'http://[2002:808:808::1]/'],
    ['Teredo', 'http://[2001::7f00:1]/'],
    ['unique local, metadata', 'http://[fd00:ec2::254]/'],
    ['IPv6 link-local', 'http://[fe80::1]/'],
    ['site-local', 'http://[fec0::1]/'],
    ['IPv6 multicast', 'http://[ff02::1]/'],
    ['IPv6 documentation', 'http://[2001:db8::1]/'],
    ['IPv6 outside of global unicast', 'http://[4000::1]/'],
    ['localhost', 'http://localhost:11434/v1'],
    ['localhost, upper case', 'http://LOCALHOST/'],
    ['localhost, the root', 'http://localhost./'],
    ['localhost, two dots', 'http://localhost../'],
    ['localhost, full-width', 'http://ｌｏｃａｌｈｏｓｔ/'],
    ['below localhost', 'http://api.localhost/'],
    ['GCP metadata', 'http://metadata.google.internal/computeMetadata/v1/'],
    ['GCP metadata, other names', 'http://metadata.goog/'],
    ['metadata by search domain', 'http://metadata/'],
    ['EC2 metadata', 'http://instance-data.ec2.internal/'],
    ['Tencent metadata', 'http://metadata.tencentyun.com/'],
    ['other protocols', 'ftp://example.com/'],
    ['files', 'file:///etc/passwd'],
    ['data', 'data:text/plain,x'],
    ['credentials', 'https://user:secret@example.com/'],
    ['a user', 'https://user@example.com/'],
    ['no host', 'http://'],
    ['no URL', 'example.com/v1'],
    ['nothing', ''],
  ])('refuses %s: %s', (_, url) => {
    expect(() => publicOnly.assertUrl(url)).toThrow(OutboundAddressRefused);
  });

  it.each([
    'https://api.openai.com/v1',
    'http://example.com:8080/a?b=c',
    'https://8.8.8.8/',
    'https://172.32.0.1/',
    'https://[2606:4700::1111]/',
    'https://[::ffff:8.8.8.8]/',
    'https://[64:ff9b::8.8.8.8]/',
    'https://localhost.example.com/',
    'https://internal.example.com/',
  ])('lets %s through', (url) => {
    expect(publicOnly.assertUrl(url).href).toBe(new URL(url).href);
  });

  it('names the host in a refusal, and nothing else of the URL', () => {
    const refusal = refusalOf(() => publicOnly.assertUrl('https://tenant:secret@10.0.0.7:8443/path?key=secret'));
    expect(refusal.host).toBe('10.0.0.7');
    expect(refusal.message).toContain('10.0.0.7');
    expect(refusal.message).not.toMatch(/secret|tenant|8443|path/);
  });
});

describe('a name that is resolved', () => {
  it.each([
    ['one private address', ['10.0.0.1']],
    ['a private address among public ones', ['8.8.8.8', '192.168.1.1']],
    ['a private IPv6 address among public ones', ['8.8.8.8', '::1']],
    ['a mapped private address', ['::ffff:169.254.169.254']],
    ['an address with a zone', ['fe80::1%eth0']],
    ['what is no address', ['example.org']],
  ])('is refused for %s', async (_, addresses) => {
    const policy = new OutboundPolicy('', resolvingTo(...addresses));
    const refusal = await policy.assertResolves('https://provider.test/v1').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(OutboundAddressRefused);
    expect((refusal as Error).message).not.toContain(addresses.at(-1));
  });

  it('passes with public addresses only', async () => {
    await new OutboundPolicy('', resolvingTo('8.8.8.8', '2606:4700::1111')).assertResolves('https://provider.test/');
  });

  it('passes when it does not resolve, and cannot be connected to', async () => {
    const policy = new OutboundPolicy('', () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })));
    await policy.assertResolves('https://provider.test/');
    await expect(policy.resolve(new URL('https://provider.test/'))).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('passes with addresses that are listed', async () => {
    const policy = new OutboundPolicy('10.0.0.0/8', resolvingTo('10.0.0.1', '8.8.8.8'));
    await policy.assertResolves('https://provider.test/');
    await expect(new OutboundPolicy('10.1.0.0/16', resolvingTo('10.0.0.1')).assertResolves('https://provider.test/')).rejects.toThrow(OutboundAddressRefused);
  });

  it('passes with any address when the name itself is listed', async () => {
    await new OutboundPolicy('*.internal.example', resolvingTo('10.0.0.1')).assertResolves('https://llm.internal.example/');
  });
});

describe('a list', () => {
  it.each([
    ['localhost', 'http://localhost:1234/', 'http://api.localhost/'],
    ['LocalHost.', 'http://localhost/', 'http://127.0.0.1/'],
    ['localhost:8080', 'http://localhost:8080/', 'http://localhost/'],
    ['localhost:80', 'http://localhost/', 'https://localhost/'],
    ['localhost:443', 'https://localhost/', 'http://localhost/'],
    ['*.internal', 'http://llm.eu.internal/', 'http://metadata/'],
    ['*.internal:8000', 'http://llm.internal:8000/', 'http://llm.internal/'],
    ['*.a.internal', 'http://b.a.internal/', 'http://a.internal/'],
    ['127.0.0.1', 'http://2130706433:9/', 'http://127.0.0.2/'],
    ['127.0.0.1:8080', 'http://[::ffff:127.0.0.1]:8080/', 'http://127.0.0.1:8081/'],
    ['10.0.0.0/8', 'http://10.255.0.1:81/', 'http://192.168.0.1:81/'],
    ['::1', 'http://[::1]:5/', 'http://[::2]/'],
    ['[::1]', 'http://[0::1]/', 'http://[::]/'],
    ['[::1]:8080', 'http://[::1]:8080/', 'http://[::1]/'],
    ['fd00::/8', 'http://[fd12::1]/', 'http://[fe80::1]/'],
    [' 10.0.0.1 , ,localhost:1 ', 'http://localhost:1/', 'http://localhost:2/'],
  ])('of "%s" lets %s through and not %s', (list, open, closed) => {
    const policy = new OutboundPolicy(list);
    expect(policy.assertUrl(open).href).toBe(new URL(open).href);
    expect(() => policy.assertUrl(closed)).toThrow(OutboundAddressRefused);
  });

  it.each(['*', '*.', '*.10.0.0.1', '10/8', '10.0.0.0/33', 'host:0', 'host:65536', 'host:x', 'http://host', 'host/path', 'user@host', '[::1', 'a b', 'ho*st'])(
    'cannot have the entry "%s"',
    (entry) => {
      expect(() => new OutboundPolicy(`ok.example,${entry}`)).toThrow(ConfigurationError);
    },
  );

  it('does not open other protocols or credentials', () => {
    const policy = new OutboundPolicy('localhost');
    expect(() => policy.assertUrl('ftp://localhost/')).toThrow(OutboundAddressRefused);
    expect(() => policy.assertUrl('http://a:b@localhost/')).toThrow(OutboundAddressRefused);
  });
});

describe('a refusal', () => {
  it('is found along the causes of an error', () => {
    const refusal = new OutboundAddressRefused('a');
    expect(findOutboundRefusal(new Error('x', { cause: new Error('y', { cause: refusal }) }))).toBe(refusal);
    expect(findOutboundRefusal(refusal)).toBe(refusal);
  });

  it('is not found where there is none, nor looked for without end', () => {
    const circle: { cause?: unknown } = {};
    circle.cause = circle;
    for (const error of [circle, null, undefined, 'text', new Error('x')]) expect(findOutboundRefusal(error)).toBeNull();
  });
});

function refusalOf(call: () => unknown): OutboundAddressRefused {
  try {
    call();
  } catch (error) {
    return error as OutboundAddressRefused;
  }
  throw new Error('was not refused');
}
