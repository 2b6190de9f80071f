"""Sentences made up for training: what many verbs and nouns of stance look like as cues, of which the gold holds few; and deeds, which are none.

All people, places and matters are invented. A template marks source, cue and content (`S{...} C{...} T{...}`, a number after the letter where there are several attributions); slots
in angle brackets are filled by lot, verbs with the lemmas of `data/attribution-en.toml`.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from importlib import resources

from benchmarks.direct_quotes import Relation

IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote", "think": "thought", "know": "knew", "find": "found", "see": "saw", "hear": "heard", "swear": "swore", "hold": "held",
    "make": "made", "give": "gave", "take": "took", "speak": "spoke", "mean": "meant", "feel": "felt", "lay": "laid", "rip": "ripped", "slam": "slammed", "pan": "panned",
    "bash": "bashed", "rap": "rapped", "jab": "jabbed", "tear": "tore", "foresee": "foresaw", "forecast": "forecast", "beat": "beat", "uphold": "upheld", "bid": "bid",
    "plan": "planned", "understand": "understood", "forget": "forgot", "seek": "sought", "fight": "fought", "choose": "chose", "concur": "concurred", "dub": "dubbed",
    "draw": "drew", "plead": "pleaded", "hit": "hit", "admit": "admitted", "permit": "permitted", "deter": "deterred", "lead": "led", "leak": "leaked", "commit": "committed",
    "bet": "bet", "put": "put", "bring": "brought", "rebut": "rebutted", "refer": "referred", "prefer": "preferred", "infer": "inferred", "quip": "quipped", "brag": "bragged",
    "pen": "penned", "pin": "pinned", "nod": "nodded", "snub": "snubbed", "spurn": "spurned", "begin": "began", "backpedal": "backpedaled", "read": "read", "shrug": "shrugged",
    "sob": "sobbed", "weep": "wept", "sing": "sang", "chide": "chided", "ban": "banned", "bar": "barred", "veto": "vetoed", "forbid": "forbade", "upbraid": "upbraided",
}  # fmt: skip
# Frames that a class of verbs stands in; what is not here gets no templates.
THAT = "say argue report concede predict think fear hope doubt_that know find boast complain warn explain show"
SLOTS: dict[str, tuple[str, ...]] = {
    "given": tuple("Ines Tom Ada Maren Oskar Lidia Peter Hanna Viktor Clara Joss Edda Milan Rhea Colm Petra Anton Mavis Dario Greta".split()),
    "last": tuple("Varro Lund Rook Teller Brandt Okafor Silva Marsh Kessel Dunne Hale Moreau Ivers Castell Thorne Abara Quist Ferran Novik Sayles".split()),
    "place": tuple("Harrow|Westmark|Lund Bay|Old Mill|Port Ellen|Tarn|Kestrel County|Marlow|Northgate|Vell".split("|")),
    "office": tuple("Senator|Mayor|President|Minister|Governor|Rep.|Gov.|Sen.|Councillor|Prime Minister|Secretary".split("|")),
    "role": tuple("mayor|governor|senator|minister|president|candidate|spokeswoman|union leader|party chairman|judge|police chief|former adviser|company's founder".split("|")),
    "group": tuple("critics|farmers|residents|Democrats|Republicans|voters|officials|experts|lawmakers|activists|teachers|analysts|supporters|union members|rights groups".split("|")),
    "body": tuple("the council|the ministry|the campaign|the party|the union|the Harrow Post|the company|the committee|the White House|the court|the agency|the report|the poll".split("|")),
    "day": tuple("Monday|Tuesday|Wednesday|Thursday|Friday|last week|on Sunday|on Monday|this month".split("|")),
    "thing": tuple(
        "tax plan|harbour bill|border policy|record on trade|health law|new budget|dam project|immigration proposal|gun law|peace deal|debate performance|foreign policy|"
        "election rules|plan to close the mill|nomination|campaign|speech|decision to leave the pact|use of a private server|climate agreement|abortion stance|spending cuts".split("|")
    ),
    "adj": tuple("a disgrace|unfair|a great leader|dangerous|a liar|reckless|the best choice|unfit for office|weak|a historic step|shameful|totally wrong".split("|")),
    "clause": tuple(
        "the bridge would open by June|wages had fallen for years|the vote was rigged|the plan will hurt small towns|the city needs more money|nobody was told|prices are rising again|"
        "the deal could collapse|the talks had failed|the president knew about the letters|schools should stay open|more people would come|the law was broken|it was a mistake|"
        "women will decide the election|the economy is getting stronger|the police did nothing wrong|the candidate lied about his taxes|they would win in November".split("|")
    ),
    "inf": tuple(
        "open the bridge|raise taxes|run for office|release the letters|step down|leave the pact|rebuild the harbour|vote against the bill|meet with the families|cut spending|"
        "appoint a new judge|debate his rival|ban the march|send more troops|apologize".split("|")
    ),
    "says": tuple("We will not give up|This is wrong|I never saw that letter|It was a terrible day|They have no plan|People are tired of this|I am very proud of our team|You can't trust her|"
                  "We need a change|That is just not true|The system is broken|There is no doubt about it".split("|")),
    "ing": tuple("lying about the letters|taking money from lobbyists|ignoring the poor|hiding his taxes|putting lives at risk|breaking the law|misleading voters".split("|")),
    "deed": tuple("met|visited|defeated|hired|sued|arrested|replaced|joined|followed|helped|married|fired".split("|")),
    "blamenoun": tuple("criticism of|attack on|swipe at|condemnation of|outrage over|complaints about|anger at|objections to|rejection of|mockery of|denunciation of".split("|")),
    "praisenoun": tuple("praise for|support for|endorsement of|defense of|backing for|gratitude for|admiration for|enthusiasm for|confidence in".split("|")),
    "askednoun": tuple("calls for|demands for|concerns about|fears of|questions about|doubts about|speculation about|talk of|hopes for|worries about|opposition to|accusations of".split("|")),
    "saidnoun": tuple("claim|assertion|statement|argument|warning|promise|pledge|belief|contention|suggestion|prediction|admission|complaint|fear|hope|view".split("|")),
    "towill": tuple("plan|promise|pledge|decision|desire|refusal|vow|threat|offer|call|bid|willingness".split("|")),
    "adjthat": tuple("confident|sure|worried|convinced|hopeful|afraid|certain|disappointed|glad|aware|concerned|adamant".split("|")),
    "adjnoun": tuple("worried about|proud of|critical of|skeptical of|angry about|grateful for|happy with|concerned about|frustrated with|unhappy with|dismissive of|tired of|supportive of|upset about".split("|")),
    "adjto": tuple("eager|willing|ready|reluctant|determined|prepared|unwilling|keen|hesitant|happy".split("|")),
    "light": tuple("voiced concern about|expressed support for|took issue with|took aim at|raised questions about|made fun of|expressed doubts about|threw his support behind|"
                   "came out against|spoke out against|lashed out at|doubled down on|weighed in on|paid tribute to|drew attention to|called for|pushed back against|railed against|"
                   "went after|took a shot at|talked about|spoke of|commented on|complained about|warned of|apologized for|bragged about|joked about".split("|")),
    "hearer": tuple("reporters|the crowd|supporters|the Harrow Post|voters|lawmakers|him|her|the committee|a crowd in Tarn".split("|")),
    "frame": tuple(
        "on Friday|at a rally in Marlow|in an interview|in a statement on Monday|during a debate in Tarn|after the vote|in a letter to the council|on television|last week in Westmark|"
        "at a news conference|while visiting Northgate|before the hearing|on his page|in a speech to farmers|ahead of the election|when asked about the vote|earlier this year".split("|")
    ),
    "according": ("According to", "according to"),
}  # fmt: skip
WHO = (
    "<given> <last>", "<last>", "<office> <given> <last>", "<office> <last>", "the <role>", "<group>", "<body>", "he", "she", "they", "<given> <last>, the <role> of <place>,",
    "<last>, a former <role> from <place>,", "the <role> of <place>", "many <group>", "some <group>", "one <role>", "<given> <last>, who ran for governor last year,", "Mr. <last>", "the <place> <role>",
)  # fmt: skip
TOPIC = (
    "the <thing>", "<last>'s <thing>", "his <thing>", "her rival's <thing>", "<office> <last>", "<given> <last>", "<last>", "the <thing> and the <thing>", "the <role>", "<last> for <ing>",
    "<last> over the <thing>", "the media", "<place>", "the <thing> that <body> had announced", "President <last>'s handling of the <thing>",
)  # fmt: skip
TEMPLATES = (
    "S{<who>} C{<stance:past>} T{<topic>} <day> .", "S{<who>} C{<stance:past>} T{<topic>} .", "S{<who>} C{<stance:past>} T{<topic>} during a visit to <place> .",
    "S{<who>} C{has <stance:past>} T{<topic>} .", "S{<who>} C{<stance:third>} T{<topic>} .", "S{<last>} C{<stance:third>} T{<topic>}", "S{<last>} C{<stance:third>} T{<last>} over T{the <thing>}",
    "Standing beside her husband , S{<who>} C{<stance:past>} T{<topic>} and left .", "S1,2{<who>} C1{<stance:past>} T1{<topic>} and C2{<stance:past>} T2{<topic>} .",
    "S1,2{<who>} C1{said} <day> T1{that <clause>} , C2{<stance:ing>} T2{<topic>} .", "S1,2{<who>} C1{<that:past>} T1{that <clause>} , C2{<that:ing>} T2{that <clause>} .",
    "S{<who>} C{<that:past>} T{that <clause>} .", "S{<who>} C{<that:past>} T{<clause>} .", "T{<clause>} , S{<who>} C{<that:past>} .", "T{<clause>} , C{said} S{<given> <last>} , a <role> .",
    "S{<who>} C{told} reporters <day> T{that <clause>} .", "S{<who>} C{told} <body> T{that <clause>} .", "S{<who>} C{<order:past>} T{<group> to <inf>} .", "S{<who>} C{<plan:past>} T{to <inf>} .",
    "S{<who>} C{is <plan:ing>} T{to <inf>} .", "S{<who>} C{accused} T{<last> of <ing>} .", "S{<who>} C{blamed} T{<topic>} T{for the defeat} .", "S{<who>} C{called} T{<topic> “<adj>”} .",
    "S{<who>} C{<call:past>} T{<last> as <adj>} .", "S{<who>} C{<light>} T{<topic>} .", "S{<who>} C{<light>} T{<topic>} at a rally in <place> .", "<place> was quiet when S{<who>} C{<light>} T{<topic>} .",
    "“ T{<says>} , ” S{<who>} C{<manner:past>} .", "“ T{<says>} , ” C{<manner:past>} S{<given> <last>} .", "“ T{<says>} , ” S{<who>} C{said} <day> . “ T{<says>} . ”", "“ T{<says>} , ” S{<who>} C{told} <body> . “ T{<says>} . ”",
    "S{<who>} C{<manner:past>} : “ T{<says>} . ”", "S{<who>} C{<that:past>} T{the plan was “<adj>”} .", "In a speech <day> , S{<who>} C{<stance:past>} T{<topic>} .",
    "S{<last>} 's C{<blamenoun>} T{<topic>} drew attention .", "S{His} C{<praisenoun>} T{<topic>} cost him votes .", "S{<last>} 's C{<saidnoun>} T{that <clause>} was false .", "S{<last>} 's C{<towill>} T{to <inf>} surprised <group> .",
    "C{<askednoun>} T{<topic>} have grown in <place> .", "There were C{<askednoun>} T{the <thing>} .", "The speech drew C{<blamenoun>} T{the <thing>} .", "The visit came amid C{<askednoun>} T{the <thing>} from <group> .",
    "S{<who>} C{is <adjthat>} T{that <clause>} .", "S{<who>} C{was <adjnoun>} T{<topic>} .", "S{<who>} C{is <adjto>} T{to <inf>} .", "S{<group>} C{are <adjnoun>} T{<topic>} .",
    "C{According to} S{<body>} , T{<clause>} .", "T{<clause>} , C{according to} S{<given> <last>} .", "T{<clause>} , C{according to} S{a statement by <body>} .", "C{It is unclear} T{whether <clause>} .",
    "<last> C{is expected} T{to <inf>} <day> .", "<last> C{was accused} of T{<ing>} .", "<last> C{was criticized} T{for <ing>} .", "The <role> C{was asked about} T{the <thing>} .", "S{<who>} C{did not <that:base>} T{that <clause>} .",
    "S{<who>} C{declined} T{to comment on the <thing>} .", "S{<who>} C{refused} T{to <inf>} .", "S{<group>} C{have long <stance:past>} T{<topic>} .", "S{<body>} C{showed} T{that <clause>} .", "A new poll S{<who>} paid for C{found} T{that <clause>} .",
    "S{<who>} , C{who <stance:past>} T{<topic>} , won easily in <place> .",
    # what stands beside a content is none of it
    "S{<who>} C{<stance:past>} T{<topic>} <frame> .", "S{<who>} C{<that:past>} <frame> T{that <clause>} .", "<frame:first> , S{<who>} C{<stance:past>} T{<topic>} .", "<frame:first> , S{<who>} C{<that:past>} T{that <clause>} .",
    "S{<who>} C{told} <hearer> <frame> T{that <clause>} .", "S{<who>} C{told} <hearer> T{to <inf>} .", "S{<who>} C{<stance:past>} T{<topic>} , and <place> was quiet again .",
    "S{<who>} C{said} T{<clause>} , but <last> won the vote .", "<last> left <place> after S{<who>} C{<stance:past>} T{<topic>} .", "<last> won although S{<group>} C{<stance:past>} T{<topic>} .",
    "S1,2{<who>} , asked about the vote , C1{said} T1{<clause>} and C2{<stance:past>} T2{<topic>} .", "The letter , in which S{<last>} C{<stance:past>} T{<topic>} , was lost .",
    "The man S{who} C{<stance:past>} T{<topic>} lives in <place> .", "S{<given> <last>} , a farmer who runs a small shop , C{<that:past>} T{<clause>} .", "S{<who>} C{has been <stance:ing>} T{<topic>} for months .",
    "S{<who>} C{will <stance:base>} T{<topic>} at the hearing <day> .", "S{<who>} went to <place> to C{<stance:base>} T{<topic>} .", "S{<who>} used the evening to C{<stance:base>} T{<topic>} .",
    "S{<who>} C{continued to <stance:base>} T{<topic>} .", "S{<last>} , <stance:ing> nobody , C{<that:past>} T{that <clause>} .", "S{<who>} issued a statement C{<stance:ing>} T{<topic>} .",
    # headlines
    "S{<last>} C{<stance:third>} T{<last>} on T{<thing>}", "S{<group>} C{<stance:base>} T{<last>}", "T{<clause>} , S{<last>} C{says}", "S{<last>} C{says} T{<clause>}", "S{<last>} C{vows} T{to <inf>}",
    "S{<office> <last>} C{calls on} T{<place> to <inf>}", "S{<last>} C{calls} T{<last> “<adj>”}",
    # nouns, and no source
    "S{<last>} 's C{<praisenoun>} T{<topic>} has angered <group> .", "The C{<blamenoun>} T{<topic>} by S{<last>} came <day> .", "C{<askednoun>} T{the <thing>} from S{<group>} grew louder .", "S{His} C{<towill>} T{to <inf>} was no surprise .",
    "S{<who>} C{made the case} T{that <clause>} .", "S{<who>} C{has no intention of} T{leaving the race} .", "S{<who>} C{made clear} T{that <clause>} .", "S{<who>} C{is in favor of} T{the <thing>} .", "S{<who>} C{was quoted as saying} T{that <clause>} .",
    "There is C{a belief} T{that <clause>} .", "C{It was reported} <day> T{that <clause>} .", "S{<last>} C{expressed hope} T{that <clause>} .", "S{<who>} C{gave credit to} T{<last>} .", "The C{alleged} T{plot} was never proven .",
    "S{<who>} C{reportedly <stance:past>} T{<topic>} .", "S{<who>} , C{citing} T{the <thing>} , left the race .", "S{<who>} C{voted for} T{<last>} .", "S{<who>} C{agreed with} T{<last>} .", "S{<who>} C{disagreed} T{with the <role>} .",
    "S{<who>} C{asked} T{whether <clause>} .", "S{<who>} C{asked} T{why <clause>} .", "S{<who>} C{wondered} T{if <clause>} .", "S{<who>} C{<plan:past>} T{to <inf>} <frame> .", "S{<group>} C{<order:past>} T{<last> to <inf>} <frame> .",
    "“ T1{<says>} , ” S1,2{<last>} C1{added} , C2{<stance:ing>} T2{<topic>} .", "“ T{<says>} , ” S{the <role>} C{wrote} on her page . “ T{<says>} . <says> . ”", "S{<who>} C{<manner:past>} T{that <clause>} .",
    # none
    "<who> has a house in <place> and a boat .", "<who> was born in <place> and studied law there .", "The <thing> has three parts , and the first is short .", "<last> met <group> <frame> .", "The <role> signed the letter <frame> .",
    "<who> beat <last> in <place> by two points <day> .", "More than two hundred people came to <place> <day> .", "The campaign spent nine million crowns on ads <day> .", "<who> is the first woman in that office .", "The vote is on <day> .",
    "<who> released the letters <day> .", "<body> published the list <day> .", "<who> raised nine million crowns for the race .", "<last> hosted a dinner for <group> in <place> .", "The hearing began at noon and was held in <place> .",
    "<who> <deed> <last> in <place> <day> .", "<who> <deed> the <role> of <place> .", "<who> arrived in <place> <day> and left two hours later .", "The storm slammed the coast near <place> <day> .", "The car hit a wall in <place> .",
    "<who> won the race by six points .", "<who> signed the harbour bill <day> .", "The roof is supported by iron beams .", "<last> spent the night in <place> with his family .", "<who> runs a small shop near the harbour .",
    "The company launched a new phone <day> .", "The troops attacked <place> at dawn and held the bridge .", "<who> lives in <place> with two dogs .", "<last> backed the truck into the yard .", "The <thing> cost two million crowns .",
    "The council voted six to three <day> .", "<who> paid for the tickets and drove to <place> .", "Prices rose by two percent , and the bank cut its rate .", "The road to <place> was closed because of the storm .", "Police fired at the car and arrested two men .",
)  # fmt: skip
CLASSES = {
    "stance": "praise blame defend support oppose deny cite show", "that": THAT, "order": "order", "plan": "intend want_to hope_to", "call": "call_as", "manner": "manner say reply",
}  # fmt: skip
LISTS = {
    "want_to": "want hope seek intend vow", "hope_to": "hope wish promise pledge refuse threaten", "call_as": "describe portray dismiss denounce characterize depict brand hail",
    "doubt_that": "doubt question", "show": "highlight mention discuss promote address reject",
}  # fmt: skip
# Verbs of those lists that mean something else in these frames.
UNFIT = frozenset(
    "bring draw raise attribute single point allow accept hold read mean see hear take begin continue break detail cover fire shoot drop treat contain state project ding dress fault "
    "count chime spell lay frame present pose challenge grant own recognize recognise second side press push prod dare bid tell offer heap lavish greet honor fire refer stump campaign look move vote eye".split()
)
PIECE = re.compile(r"([SCT])([\d,]*)\{([^{}]*)\}")
SLOT = re.compile(r"<(\w+)(?::(\w+))?>")
ROLE = {"S": "source", "C": "cue", "T": "content"}


def sentences(count: int, draw: random.Random) -> Iterator[tuple[str, list[Relation]]]:
    """(a text of a few sentences, its attributions), so many."""
    verbs = _verbs()
    for _ in range(count):
        text = ""
        given: list[Relation] = []
        for template in draw.sample(TEMPLATES, 6):
            made, relations = _made(template, verbs, draw, len(text))
            text += made + (" " if made.endswith((".", "”")) else "\n")
            given += relations
        yield text.rstrip(), given


def _verbs() -> dict[str, list[str]]:
    classes = tomllib.loads(resources.files("firsthand.language").joinpath("data", "attribution-en.toml").read_text(encoding="utf-8"))[
        "verbs"
    ]
    return {
        kind: [v for name in names.split() for v in (LISTS.get(name) or classes[name]).split() if "-" not in v and v not in UNFIT]
        for kind, names in CLASSES.items()
    }


def _made(template: str, verbs: dict[str, list[str]], draw: random.Random, at: int) -> tuple[str, list[Relation]]:
    def fill(match: re.Match[str]) -> str:
        name, form = match[1], match[2]
        if name in ("who", "topic"):
            return SLOT.sub(fill, draw.choice(WHO if name == "who" else TOPIC))
        if form == "first":
            chosen = draw.choice(SLOTS[name])
            return chosen[:1].upper() + chosen[1:]
        if name in verbs:
            return inflected(draw.choice(verbs[name]), form)
        return draw.choice(SLOTS[name])

    filled = SLOT.sub(fill, template)
    text = ""
    last = 0
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for match in PIECE.finditer(filled):
        text += filled[last : match.start()]
        start = len(text)
        text += match[3]
        for number in (match[2] or "1").split(","):
            spans.setdefault((number, ROLE[match[1]]), []).append((start, len(text)))
        last = match.end()
    text += filled[last:]
    text, moved = _tidy(text)
    first = text[:1].upper()
    relations = [
        {role: [(at + moved[a], at + moved[b]) for a, b in spans.get((number, role), [])] for role in ROLE.values()}
        for number in sorted({number for number, _ in spans})
    ]
    return first + text[1:], relations


def _tidy(text: str) -> tuple[str, list[int]]:
    """Without the blanks before and inside marks; where each place has gone."""
    made: list[str] = []
    moved: list[int] = []
    for number, letter in enumerate(text):
        moved.append(len(made))
        after = text[number + 1] if number + 1 < len(text) else ""
        before = made[-1] if made else ""
        if letter == " " and (after in (",", ".", ":", "”") or before == "“" or (after == "'" and text[number + 2 : number + 3] == "s")):
            continue
        if letter == "," and before == ",":
            continue
        made.append(letter)
    return "".join(made), [*moved, len(made)]


def inflected(verb: str, form: str | None) -> str:
    if form == "third":
        return (
            verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
            if not re.search(r"[^aeiou]y$", verb)
            else verb[:-1] + "ies"
        )
    if form == "ing":
        past = IRREGULAR.get(verb, "")
        if past.endswith("ed") and len(past) > len(verb) + 2:
            return past[:-2] + "ing"
        return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"
    if form == "past":
        if verb in IRREGULAR:
            return IRREGULAR[verb]
        if verb.endswith("e"):
            return verb + "d"
        return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"
    return verb
