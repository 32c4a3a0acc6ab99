/** What an English name looks like, which nouns speak, and what stands before a name as its bearer's office. */
import type { Named } from '../speakers.ts';

const CAP = "(?:@[\\w]+|\\p{Lu}[\\p{L}\\p{N}'’&./-]*[\\p{L}\\p{N}]|\\p{Lu}\\.|X(?=$| )|\\p{Ll}\\p{Lu}\\p{L}+)";
const JOINT = '(?:of|for|de|del|della|di|da|van|der|den|von|zu|bin|ibn|al|el|la|le|the|and|&)';
/** Proper names that end a phrase. */
export const PROPER_END = new RegExp(`(?:^|[\\s“(])(${CAP}(?: (?:${JOINT} )?(?:${JOINT} )?${CAP})*(?: Jr\\.?)?)$`, 'u');
export const PREPOSITION =
  /(?:^|\s)(?:in|from|at|on|to|with|by|for|of|about|between|inside|near|behind|across)(?: the| its| his| her| their| an?)?(?: [\p{Ll}-]+){0,4}$/u;

/** Nouns that speak. */
export const AGENT =
  /\b(?:spokes(?:person|persons|man|men|woman|women|people)|company|firm|officials?|executives?|sources?|researchers?|experts?|analysts?|ministers?|owner|boss|founder|co-founder|users?|customers?|trackers?|site|website|agency|ministry|office|authority|authorities|regulators?|police|government|operator|provider|association|union|people|persons?|readers?|engineers?|team|teams|president|director|chief|head|manager|editor|newspaper|paper|broadcaster|network|platform|data|figures|investigators|residents?|passengers?|players?|insiders?|lawyers?|attorneys?|group|observatory|commentators?|monitor|giant|billionaire|entrepreneur|tycoon|mogul|journalists?|reporters?|professor|lecturer|lawmakers?|senators?|watchdog|maker|developers?|account|bank|carrier|airline|retailer|publisher|hackers?|hacktivists?|collective|gang|crew|attackers?|critics?|observers?|specialists?|consultants?|technicians?|employees?|workers?|staffers?|administrators?|chairman|chairwoman|chair|CEO|CTO|CISO|CFO|COO|executive|officer|supporter|man|woman|witness(?:es)?|economist|commission|committee|department|startup|vendor|rival|statement|notice|memo|update|message|post|outlet|magazine|bulletin|page|service provider|teacher|student|resident|streamer|shopkeeper|owner|trader|doctor|nurse|commuter|driver|gamer|subscriber|viewer|trust|hospital|council|guild|charity|federation|chamber|campaigners?|insurer|exchange|court|parliament|party|ombudsman|utility|supplier|chain|school|university|club|league|deputy|deputies|MPs?|unions|groups|organi[sz]ations?|NGO|board|panel|cent(?:re|er)|cooperative|telco|ISP|lab|laborator(?:y|ies)|institute|bureau|service desk|helpdesk|desk|outlets|another)\b$/iu;

/** The same anywhere in a phrase: "director of Netline". */
export const OFFICE = new RegExp(AGENT.source.slice(0, -1), 'iu');

/** Words that no noun phrase goes over. */
export const NO_NOUN =
  /^(?:that|but|because|while|when|as|after|before|if|whether|although|though|since|until|so|yet|than|which|who|where|whom|how|why|what|is|are|was|were|be|been|do|does|did|will|would|can|could|may|might|should|must|not|and|or|then|there|here|has|have|had)$/u;

/** Words in capitals that begin a sentence and are no name. */
export const OPENERS =
  /^(?:(?:But|And|Yet|Meanwhile|However|Later|Earlier|Still|Also|So|Then|Now|While|When|As|After|Before|Although|Though|If|Because|Since|On|In|At|By|For|From|With|Without|During|Of|To|Update|Statement|Breaking|Asked|Today|Yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|LIVE|Live|Even|Both|Only|Just|Earlier|Afterwards|Separately|Elsewhere|Similarly|Instead|Indeed|Finally|First|Second|Early|Late|Last|This|That|These|Those|Where|Why|How|What|Whether|Nevertheless|Overnight|January|February|March|April|June|July|August|September|October|November|December|WATCH|UPDATE|BREAKING|EXCLUSIVE)\b,? ?)+/u;
const NO_NAME =
  /^(?:The|A|An|Users?|Reports?|Customers?|People|Some|Many|Most|Others?|Nobody|No|Yes|There|This|That|These|Those|What|Who|How|We|I|You|It|He|She|They|His|Her|Its|Our|Their|Error|HTTP|Services?|Outages?|Complaints|Problems?|Thousands|Hundreds|Millions|Traffic|More|About|Around|Nearly|Over|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Half|Status|Impact|Summary|Timeline|Experts?|Officials?|Researchers?|Engineers?|Analysts?|Data|All|Both|Q|CEO|CTO|COO|CFO|President|Chairman|Director|Founder|Minister|Here|Maybe|Fair|Top|Is|Was|Did|Does|UTC|GMT|ET|EST|EDT|PT|PST|CET|IST|BST|JST|EAT|SAST|AM|PM|Resolved|Monitoring|Identified|Investigating|It[’']s|I[’']m|We[’']re|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Another|Nothing|Everything|Everyone|Someone|Internet|Web|DDoS|DNS|BGP|IP|Telegram|Twitch|Fans|Gamers|Players|Investigators|Authorities|Sources|Hackers|Spokespeople|Police|Screenshots?|Messages?|Attempts|Attacks?|Downtime|Not|Why|Where|When|If|Source|Credit|Photo|Image|Read|Related|Advertisement|Transcript|Readers?|Listeners|Viewers|Callers|Correction|Editor|Note|Q&A|FAQ|Thread|Comment|OP|HOST|READ|CLIP)$/u;

/** A question that begins with its verb: "Was Skylark hacked?" */
const ASKING = /^(?:Was|Is|Did|Has|Have|Had|Are|Were|Do|Does|Can|Could|Will|Would|Should) /u;

export const isProper = (name: string): boolean =>
  /^(?:[@\p{Lu}]|\p{Ll}\p{Lu})/u.test(name) && !NO_NAME.test(name) && !ASKING.test(name);

export const TITLES = /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Sen|Rep|Gov|Senator|Sheriff|Judge)\.? /u;

/** What stands before a name as its bearer's office: "Rogers CEO", "Economy minister". */
const TITLE =
  /^(?:[\p{L}\p{N}’'&.-]+ ){0,4}?(?:CEO|CTO|COO|CFO|CISO|CIO|guru|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Pp]resident|[Ss]heriff|[Aa]nalyst|[Ss]pokes(?:man|woman|person)|Chief \p{Lu}\p{Ll}+ Officer|[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Ss]enator|[Cc]ongress(?:man|woman)|[Ee]ngineer|[Rr]esearcher|[Pp]rofessor|[Dd]irector|[Ff]ounder|[Cc]o-?[Ff]ounder|[Oo]wner|[Cc]hair(?:man|woman)?|[Mm]anager|[Ee]xpert|[Bb]illionaire|[Bb]oss|[Cc]hief|[Hh]ead|[Ee]ditor|[Mm]ayor|[Gg]overnor|[Ll]awyer|[Jj]ournalist|[Rr]eporter|[Cc]orrespondent|[Uu]ser|[Cc]ustomer|[Cc]onsultant|[Ss]pecialist|[Aa]uthor|[Aa]ctor|[Ss]inger|[Oo]fficer|[Ee]xecutive|[Dd]eveloper|[Hh]acktivists?|[Gg]roup|[Pp]artner|[Uu]ndergraduate|[Ss]tudent|[Rr]ep|[Cc]ouncillor|[Dd]eputy|[Nn]urse|[Tt]eacher|[Pp]assenger|[Cc]ommuter|[Rr]esident|[Gg]amer|[Pp]layer|[Vv]iewer|[Ss]treamer|[Tt]rader|[Dd]river|[Ss]ite|[Ww]ebsite|[Tt]racker|[Ff]irm|[Cc]ompany|[Nn]ewspaper|[Bb]roadcaster|[Rr]etailer|[Ll]eader|[Ss]pokesperson|[Ss]ubscriber|[Tt]raveller|[Mm]other|[Ff]ather|[Pp]rofessor|[Ss]ecretary[- ][Gg]eneral|MP) (?=@?\p{Lu})/u;

/** An article before a name that is no part of it, as it is of newspapers. */
const NO_ARTICLE =
  /^[Tt]he (?=\p{Lu})(?!Verge|Guardian|Times|Sun|Register|Independent|Economist|Telegraph|Information|Daily|Washington|New York|Wall|Mirror|Hindu|Block|Record)/u;

/** A proper name with what stands around it taken apart: its office, its firm, its address on a network. */
export function namedOf(name: string, role: string | undefined): Named {
  const known = name
    .replace(/\.com$/u, '')
    .replace(/^@/u, '')
    .replace(/(?<!\b(?:Inc|Corp|Jr|Ltd|Co))[.,]+$/u, '')
    .replace(/[’']s?$/u, '')
    .replace(NO_ARTICLE, '');
  // "Check Point's Pete Nicoletti", "David Warburton of F5 Labs": a person beside the firm.
  const [, firm, ofFirm] = /^(.+?)[’']s? (?:\p{Ll}+ )*(\p{Lu}.+)$/u.exec(known) ?? [];
  if (firm !== undefined) return { ...namedOf(ofFirm!, role), role: role ?? firm };
  const [, who, from] = /^(.+?) ((?:of|from|at|for) .+)$/u.exec(known) ?? [];
  if (who !== undefined && isPerson(who)) return { ...namedOf(who, role ?? from) };
  const titled = TITLE.exec(known);
  const bare = titled === null ? known : known.slice(titled[0].length);
  const words = bare.split(' ');
  // "Rogers spokeswoman" has its noun in the role; "NetBlocks Alp Toker" a firm before a person stays whole.
  const untitled = bare.replace(TITLES, '');
  const person = isPerson(bare) || (TITLES.test(bare) && words.length <= 4);
  return { name: untitled.includes(' ') ? untitled : bare, role: role ?? titled?.[0].trim(), person };
}

const FIRM_WORD =
  /\b(?:Labs?|Group|Inc|Ltd|Corp|Team|Support|Research|Authority|Commission|Telecom|Network|Networks|Office|University|Holdings|Securities|Agency|Ministry|Hospital|House|Bank|News|Media|Association|Times|Post|Journal|Guardian|Telegraph|Mail|Herald|Tribune|Institute|Center|Centre|Department|Security|Systems|Services|Technologies|Technology|Solutions|Cloud|Web|Airlines|Airport|Street|States|Kingdom|Police|Council|Committee|Union|Party|Army|Storm|Anonymous|Point|Eyes|Intelligence|Foundation|Project|College|School|Reuters|Press|Radio|TV|Britain|Communications|Energy|Power|Water|Health|City|County|Broadband|Wireless|Mobile|Status|America|Insurance|Partners|Capital|Ventures|Online|Digital|Software|Games|Studios?|Entertainment|Interactive|Exchange)\b/u;

/** Two to four capitalised words, none of which is a firm's. */
export function isPerson(name: string): boolean {
  const bare = name.replace(TITLES, '');
  if (bare !== name && /^\p{Lu}/u.test(bare)) return true;
  const words = name.split(' ');
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    /^\p{Lu}/u.test(words[0]!) &&
    !/^(?:The|New|Dark|North|South|East|West|Saint|San|Los|Las|El|United|Great|Hong|Sri|Puerto|Costa)$/u.test(
      words[0]!,
    ) &&
    words.every((word) =>
      /^(?:\p{Lu}[\p{Ll}'’.-]+\p{L}*|\p{Lu}[’']\p{Lu}\p{Ll}+|\p{Lu}\.|van|de|der|von|bin|al|del|la|di|Jr\.?)$/u.test(
        word,
      ),
    ) &&
    !words.every((word) => /^\p{Ll}/u.test(word)) &&
    !FIRM_WORD.test(name)
  );
}
