/**
 * User agents by what they say they are: a browser, a tool, a named crawler, another robot, or nothing. It is only what they
 * say. A crawler counts as verified where its address lies in ranges that the operator gave for it.
 */

export const AGENT = { none: 0, browser: 1, tool: 2, robot: 3, other: 4, crawler: 8 } as const;

/** A crawler by the text that its agent contains, in lower case; `by` is who runs it. From their own documentation. */
export interface Crawler {
  readonly name: string;
  readonly token: string;
  readonly by: string;
}

const LIST = `
Googlebot|googlebot|Google
Google-InspectionTool|google-inspectiontool|Google
GoogleOther|googleother|Google
Google AdsBot|adsbot-google|Google
Google Mediapartners|mediapartners-google|Google
Google FeedFetcher|feedfetcher-google|Google
Google Read Aloud|google-read-aloud|Google
Bingbot|bingbot|Microsoft
BingPreview|bingpreview|Microsoft
AdIdxBot|adidxbot|Microsoft
MSNBot|msnbot|Microsoft
Yahoo Slurp|slurp|Yahoo
DuckDuckBot|duckduckbot|DuckDuckGo
DuckAssistBot|duckassistbot|DuckDuckGo
Baiduspider|baiduspider|Baidu
YandexBot|yandexbot|Yandex
YandexImages|yandeximages|Yandex
YandexMobileBot|yandexmobilebot|Yandex
Sogou|sogou|Sogou
360Spider|360spider|Qihoo
Yeti|yeti/|Naver
PetalBot|petalbot|Huawei
SeznamBot|seznambot|Seznam
Qwantify|qwantbot|Qwant
Mojeek|mojeekbot|Mojeek
Exabot|exabot|Exalead
Coc Coc|coccocbot|Coc Coc
Applebot|applebot|Apple
Amazonbot|amazonbot|Amazon
GPTBot|gptbot|OpenAI
OAI-SearchBot|oai-searchbot|OpenAI
ChatGPT-User|chatgpt-user|OpenAI
ClaudeBot|claudebot|Anthropic
Claude-User|claude-user|Anthropic
Claude-SearchBot|claude-searchbot|Anthropic
PerplexityBot|perplexitybot|Perplexity
Perplexity-User|perplexity-user|Perplexity
Bytespider|bytespider|ByteDance
Meta-ExternalAgent|meta-externalagent|Meta
facebookexternalhit|facebookexternalhit|Meta
CCBot|ccbot|Common Crawl
Diffbot|diffbot|Diffbot
cohere-ai|cohere-ai|Cohere
MistralAI-User|mistralai-user|Mistral
Timpibot|timpibot|Timpi
Archive.org|archive.org_bot|Internet Archive
Twitterbot|twitterbot|X
LinkedInBot|linkedinbot|LinkedIn
Pinterestbot|pinterestbot|Pinterest
Slackbot|slackbot|Slack
Discordbot|discordbot|Discord
TelegramBot|telegrambot|Telegram
WhatsApp|whatsapp/|Meta
AhrefsBot|ahrefsbot|Ahrefs
SemrushBot|semrushbot|Semrush
MJ12bot|mj12bot|Majestic
DotBot|dotbot|Moz
Rogerbot|rogerbot|Moz
BLEXBot|blexbot|WebMeUp
DataForSeoBot|dataforseobot|DataForSEO
SerpstatBot|serpstatbot|Serpstat
Barkrowler|barkrowler|Babbar
Screaming Frog|screaming frog|Screaming Frog
UptimeRobot|uptimerobot|UptimeRobot
Pingdom|pingdom|SolarWinds
StatusCake|statuscake|StatusCake
Site24x7|site24x7|Zoho
CensysInspect|censysinspect|Censys
Expanse|expanse|Palo Alto Networks
Internet Measurement|internet-measurement|driftnet
`;

export const CRAWLERS: readonly Crawler[] = LIST.trim()
  .split('\n')
  .map((line) => {
    const [name = '', token = '', by = ''] = line.split('|');
    return { name, token, by };
  });

const TOOL =
  /^(?:curl|wget|python|go-http-client|java\/|java-http|okhttp|libwww|lwp|axios|node-fetch|node\b|undici|got\b|apache-httpclient|ruby|rest-client|faraday|perl|php|guzzle|httpie|aiohttp|httpx|scrapy|postman|winhttp|powershell|dart|reqwest|hyper|libcurl|ab\/|apachebench|siege|wrk|hey\/|vegeta|k6\/|jmeter|nikto|sqlmap|nmap|masscan|zgrab|gobuster|ffuf|nuclei|dirbuster)/;
const ROBOT = /bot\b|bot[/_-]|crawl|spider|scrap|fetcher|archiver|\bscan|monitor|https?:\/\/|@[a-z0-9-]+\.[a-z]/;
const BROWSER = /^(?:mozilla|opera)\//;

/** One of AGENT; for a named crawler AGENT.crawler plus its place in CRAWLERS. */
export function agentKind(text: string): number {
  if (text === '') return AGENT.none;
  const small = text.toLowerCase();
  const crawler =
    ROBOT.test(small) || !BROWSER.test(small) ? CRAWLERS.findIndex(({ token }) => small.includes(token)) : -1;
  if (crawler >= 0) return AGENT.crawler + crawler;
  if (TOOL.test(small)) return AGENT.tool;
  if (ROBOT.test(small)) return AGENT.robot;
  return BROWSER.test(small) ? AGENT.browser : AGENT.other;
}
