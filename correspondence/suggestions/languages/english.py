"""English, with the clipped language of telegrams."""

from .phrases import Phrases

ENGLISH = Phrases(
    code="en",
    months=(
        "jan(?:uary|\\.)?", "feb(?:ruary|\\.)?", "mar(?:ch|\\.)?", "apr(?:il|\\.)?", "may", "june?", "july?", "aug(?:ust|\\.)?",
        "sept?(?:ember|\\.)?", "oct(?:ober|\\.)?", "nov(?:ember|\\.)?", "dec(?:ember|\\.)?",
    ),
    kinds={
        "note": r"notes?(?: verbale)?|verbal notes?",
        "letter": r"letters?|correspondence",
        "telegram": r"telegrams?|cables?|tels?|wires?|airgrams?|despatch(?:es)?|dispatch(?:es)?",
        "message": r"messages?|communications?|repl(?:y|ies)|answers?|response|inquiry|enquiry|proposals?|request",
        "memorandum": r"memorand(?:um|a)|memos?",
        "aide_memoire": r"aides?[- ]m[ée]moires?",
        "statement": r"oral statements?|statements?|demarche|démarche|representations",
        "instruction": r"instructions?|guidance|directive|authori[sz]ation",
        "meeting": r"conversations?|talks?|meetings?|discussions?",
    },
    yours=r"your(?: (?:government|excellency|majesty|ministry|embassy)[’']s)?|urtel|ur",
    ours=r"my|our",
    of_day=r"(?:,? (?:which was |which you (?:sent|handed|gave|addressed) (?:to )?\w+(?: on)?|dated?|of|on|sent|delivered|received|addressed to \w+ on))",
    number=r"(?:no\.?|nr\.?|number|№|ref\.?)",
    relative={
        (0, 0): r"(?:of )?(?:today|this (?:morning|afternoon|evening|date))",
        (0, 1): r"(?:of )?(?:last (?:night|evening)|yesterday(?:[’']s)?(?: evening| afternoon| morning)?)",
        (1, 14): r"(?:of )?last week(?:[’']s)?",
        (1, 7): r"(?:of )?last (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
        (0, 10): r"(?:of )?(?:this week|the other day|a few days ago|recent)",
        (5, 62): r"(?:of )?last month(?:[’']s)?",
    },
    answering=r"repl(?:y|ies|ying|ied)|respon(?:se|d|ds|ding|ded)|answer(?:s|ed|ing)?|thank\w*|grateful|appreciat\w+|receiv\w+|receipt|acknowledg\w+|stud(?:y|ied)|considered|re|ref|reference|pursuant|regarding|comment(?:s|ing)?|refer(?:s|red|ring)?|accordance|read",
    replying=(
        r"in (?:further |partial )?(?:reply|response|answer)\b",
        r"(?:i|we) (?:have|had) (?:the honou?r to (?:acknowledge|refer)|received|read|studied|given careful \w+ to|considered)",
        r"thank you (?:very much |so much |most warmly )?for your",
        r"(?:grateful|obliged|thanks) (?:to you )?for your", r"appreciat\w+ your (?:\w+ )?(?:letter|message|note)",
        r"(?:i|we) (?:acknowledge|refer to|reply to)", r"(?:with |has |have )?reference (?:is made )?to your",
        r"your (?:recent )?(?:letter|message|note|communication)\b[^.]{0,60}\b(?:received|reached me|appreciated|raises|raised)",
        r"replying to your", r"as (?:you )?requested", r"pursuant to your", r"you (?:asked|requested|inquired)",
        r"acknowledges? (?:the )?receipt", r"the following (?:reply|answer)", r"following (?:is )?(?:the )?(?:text of )?(?:\w+ )?reply",
    ),
    asking=(
        r"please (?:comment|advise|report|inform|reply|let (?:me|us) know|cable|telegraph|send|confirm|deliver)",
        r"request (?:your|dept|department|embassy|urgent|early|instructions|guidance|authori\w+|comments?|views)",
        r"(?:would|should|shall) (?:appreciate|welcome|be grateful|be glad|like to (?:have|know|receive))",
        r"(?:await|awaiting|look forward to|hope (?:to (?:hear|receive)|for)) (?:your|an early|a|the)",
        r"your (?:views|comments|reaction|opinion|reply|answer|recommendations?|estimate|assessment)",
        r"instructions", r"do you (?:agree|think|believe)", r"what (?:do|would) you", r"\?",
        r"you (?:should|are (?:requested|instructed|authori[sz]ed)|may) ",
    ),
    acts={
        "proposal": (
            r"(?:i|we|(?:us|usg|soviet|\w+) government|government of [\w ]{3,30}|he|she|they) (?:\w+ ){0,3}?(?:proposes?|proposed|suggests?|suggested|offers?|offered)\b",
            r"\b(?:propose|proposes|proposing) (?:that|to|the|a|an|as)\b", r"(?:would|should) (?:like to )?(?:propose|suggest|offer)",
            r"(?:is|are|am|stand) (?:prepared|ready|willing) to\b", r"(?:invites?|invited) (?:you|the|him|them)\b",
            r"(?:my|our|this|the following|new|alternative|counter-?) ?proposals?\b", r"(?:agree|agreement) (?:to|on) (?:hold|open|begin)",
            r"tabled? (?:a|the|an) (?:draft|text|proposal)",
        ),
        "request": (
            r"(?:i|we|he|she|they|government|ambassador|minister) (?:\w+ ){0,3}?(?:requests?|requested|urges?|urged|appeals?|appealed|ask)\b(?! (?:if|whether|about|why|what|how|when|where|who|him|them|himself))",
            r"(?:i|we) (?:\w+ ){0,2}?(?:hope|trust|expect) (?:that )?(?:you|your|the \w+ government)\b",
            r"(?:would|should) (?:be (?:most |very )?(?:grateful|obliged|glad)|appreciate|welcome) (?:it )?(?:if|your|any|receiving|having)",
            r"\b(?:requests?|requested|demands?|demanded|insists?|insisted|calls? (?:up)?on|urgently requests) (?:that|the|your|an?|upon|immediate|early|for)\b",
            r"\basked? (?:that (?:the|we|you|this)|for (?:an?|the|our|your|more|further|assistance|aid|help)|us to|you to|the (?:\w+ )?(?:government|united states|secretary|president) to)\b",
            r"please (?:\w+ )?(?:inform|let|give|convey|use|advise)\b", r"(?:appeal|ask|beg|implore) (?:to )?you\b",
            r"request (?:for|that|your)\b",
        ),
        "refusal": (
            r"(?:cannot|can not|could not|unable to|not (?:be )?(?:able|prepared|willing|ready|in a position) to|unwilling to|impossible to) (?:\w+ ){0,2}?(?:accept|agree|accede|comply|consent|support|approve|recogni[sz]e|meet|grant|entertain|participate|accommodate|undertake)",
            r"\b(?:rejects?|rejected|refuses?|refused|declines?|declined|turns? down|turned down)\b",
            r"(?:is|are|was|were|not|un)\s?(?:wholly |totally |entirely |completely )?(?:un)?acceptable to\b", r"\b(?:wholly |totally |entirely |completely )?unacceptable\b",
            r"(?:regret|regrets|regretted)[^.]{0,60}\b(?:cannot|unable|not)\b", r"(?:no|not) (?:reason|grounds|basis) (?:for|to) (?:accept|agree|chang)",
        ),
        "acceptance": (
            r"\b(?:i|we|he|she|they|government|department|president|chairman) (?:\w+ ){0,2}?(?:accepts?|accepted|agrees?|agreed|concurs?|concurred|consents?|consented) (?:to|that|with|the|your|in|on)\b",
            r"(?:glad|happy|pleased|prepared|ready|willing) to (?:accept|agree|concur|consent)", r"(?:is|are) in (?:full |complete |general )?agreement with",
            r"(?:has|have) no objections?\b", r"(?:accept|accepts|accepted) (?:your|this|the|his|their) (?:kind )?(?:invitation|proposal|offer|suggestion)",
            r"\b(?:approves?|approved|welcomes?|welcomed) (?:the|your|this) (?:proposal|suggestion|idea|offer|initiative|invitation)",
        ),
        "redirection": (
            r"(?:should|could|might|can|would|must) (?:best |better |more \w+ )?be (?:discussed|taken up|raised|dealt with|handled|pursued|settled|addressed|considered|negotiated|referred|examined) (?:\w+ ){0,4}?(?:in|within|through|by|at|with|between|to) (?:the|nato|un|united|diplomatic|other|another|bilateral|multilateral|private|normal)\b",
            r"(?:proper|appropriate|right|suitable|best) (?:forum|place|channel|body|framework|venue)\b", r"matter (?:is )?for the (?:\w+ ){1,4}(?:to (?:decide|settle|discuss|consider))",
            r"(?:refer|referred|direct|redirect|take) (?:this|the) (?:matter|question|issue|request|proposal) to (?:the|a)\b",
        ),
        "position": (
            r"(?:position|view|attitude|policy|stand|opinion) of (?:the|his|my|our) (?:\w+ ){0,3}?government\b", r"(?:us|usg|soviet|\w+) (?:government[’']s )?(?:position|policy|attitude) (?:is|was|remains|on|toward|with|has)\b",
            r"(?:i|we|(?:\w+ )?government) (?:\w+ ){0,3}?(?:consider|considers|considered|believe|believes|believed|hold|holds|maintain|maintains|maintained|attach|attaches|proceed|proceeds|regard|regards) (?:that|it|this|the|great|from)\b",
            r"in (?:our|my|the \w+) (?:view|opinion|judg[e]?ment)\b", r"(?:our|my|their|his) (?:position|view|policy|attitude|stand|views)\b", r"(?:strongly|firmly) (?:believe|believes|oppose|opposes|opposed|support|supports|favor|favors|feels?)\b",
        ),
        "reminder": (
            r"(?:has|have) (?:not|still not|so far not|as yet not) (?:yet )?(?:replied|answered|responded|received (?:a|any|an) (?:reply|answer|response))",
            r"(?:no|without) (?:reply|answer|response) (?:has|have|had|was|from|to|so far)\b", r"\b(?:remind|reminds|reminded|recall|recalls|reiterate|reiterates|reiterated|renew|renews|renewed) (?:you|him|them|the|our|my|his|its|their|that)\b",
            r"(?:still|yet) (?:await|awaits|awaiting|waiting)\b", r"as (?:i|we) (?:have )?(?:already )?(?:stated|pointed out|proposed|suggested|said|requested) (?:in|before|earlier|to you)\b",
        ),
    },
)  # fmt: skip
