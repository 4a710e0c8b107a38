"""What people are to each other, what they do for a living, and what they are ill with: word lists.

A missing word costs a fact, never makes a wrong one.
"""

from __future__ import annotations

import re

from companion.memory.mentions import DAYS, listed

# Canonical word: the words people use. Several people of one kind stand under its plural below.
_SAID: dict[str, str] = {
    "mother": "mother mum mom mam mama mummy mommy mumma ma",
    "father": "father dad daddy papa",
    "sister": "sister sis half-sister twin_sister",
    "brother": "brother bro half-brother twin_brother",
    "son": "son",
    "daughter": "daughter",
    "child": "child kid little_one eldest",
    "wife": "wife missus",
    "husband": "husband hubby",
    "partner": "partner fiance fianc\u00e9 fiancee fianc\u00e9e other_half",
    "girlfriend": "girlfriend gf",
    "boyfriend": "boyfriend bf",
    "ex": "ex ex-husband ex-wife ex-boyfriend ex-girlfriend ex-partner ex_husband ex_wife ex_boyfriend"
    " ex_girlfriend ex_partner",
    "friend": "friend mate bestie bff pal buddy",
    "boss": "boss manager line_manager supervisor",
    "colleague": "colleague coworker co-worker workmate",
    "teacher": "teacher professor",
    "therapist": "therapist counsellor counselor psychologist psychotherapist",
    "doctor": "doctor gp psychiatrist",
    "neighbour": "neighbour neighbor",
    "dog": "dog puppy pup doggo doggy",
    "cat": "cat kitten kitty",
    "grandmother": "grandmother grandma gran granny nan nana nanna oma abuela",
    "grandfather": "grandfather grandpa grandad granddad gramps opa",
    "aunt": "aunt auntie aunty",
    "uncle": "uncle",
    "cousin": "cousin",
    "nephew": "nephew",
    "niece": "niece",
    "flatmate": "flatmate housemate roommate roomie room-mate",
    "stepmother": "stepmother stepmum stepmom step-mum step-mom step-mother",
    "stepfather": "stepfather stepdad step-dad step-father",
    "stepsister": "stepsister step-sister",
    "stepbrother": "stepbrother step-brother",
    "stepson": "stepson step-son",
    "stepdaughter": "stepdaughter step-daughter",
    "mother-in-law": "mother-in-law mum-in-law mother_in_law",
    "father-in-law": "father-in-law dad-in-law father_in_law",
    "sister-in-law": "sister-in-law sister_in_law",
    "brother-in-law": "brother-in-law brother_in_law",
    "son-in-law": "son-in-law son_in_law",
    "daughter-in-law": "daughter-in-law daughter_in_law",
    "grandson": "grandson",
    "granddaughter": "granddaughter",
    "grandchild": "grandchild grandkid",
    "godson": "godson",
    "goddaughter": "goddaughter",
    "godmother": "godmother",
    "godfather": "godfather",
    "landlord": "landlord",
    "landlady": "landlady",
    "coach": "coach",
    "tutor": "tutor",
    "hamster": "hamster",
    "horse": "horse pony",
    "rabbit": "rabbit bunny",
}
RELATIONS: dict[str, str] = {
    word.replace("_", " "): canonical
    for canonical, words in _SAID.items()
    for word in words.split()
}
PLURALS: dict[str, str] = {
    "children": "child",
    "kids": "child",
    "grandchildren": "grandchild",
    "puppies": "dog",
    "wives": "wife",
} | {
    f"{word}s": canonical
    for word, canonical in RELATIONS.items()
    if canonical not in ("mother", "father", "wife", "husband", "partner", "ex", "boss", "landlady")
}
PETS = listed("dog cat hamster horse rabbit")
LOVES = listed("wife husband partner girlfriend boyfriend")

NOT_NAMES = (
    DAYS.difference(("april", "june"))
    | frozenset(f"{day}s" for day in DAYS)
    | listed(
        """i i'm i've i'd i'll ok okay oh god jesus lord lol omg tv ai may march english french german
    spanish italian irish scottish welsh british american polish chinese japanese indian dutch
    russian turkish african asian european catholic christian muslim jewish hindu buddhist
    facebook instagram whatsapp tiktok twitter snapchat youtube google netflix spotify amazon uber
    slack teams zoom skype tinder christmas easter ramadan eid diwali thanksgiving halloween covid
    and or but so because who whom that which is are was were has have had does did do will would
    can could should she he they we it this the a an my our your his her their its there here now
    then when where why how what if not never always just also still even only too very really
    maths math science history biology chemistry physics geography satan hitler trump mr mrs ms dr
    miss sir nhs gp hr me us him them you u ya something someone nobody everybody everyone adhd ptsd alzheimer
    parkinson alzheimer's parkinson's dementia cancer"""
    )
)
# After "is called" these are no names: "my boss is called away".
CALLED_NOT = listed(
    """away up in out to back by for on off upon into at over names something nothing anything
    every everything lazy stupid crazy mad difficult dramatic selfish ugly fat weird brilliant
    all some one two not now again mean late home mum mom dad doctor unknown sick ill"""
)

_JOBS = listed(
    """accountant actor actress actuary administrator analyst anaesthetist anesthesiologist apprentice
    archaeologist architect archivist artist assistant astronomer astrophysicist audiologist auditor
    author baker banker barber barista barman barrister bartender bassist beautician beekeeper
    biochemist biologist blacksmith bookkeeper bookseller botanist bricklayer broadcaster
    builder butcher buyer butler cabbie cameraman cardiologist caregiver caretaker carer carpenter
    cartographer cashier caterer cellist chef chemist childminder chiropodist chiropractor
    choreographer cleaner clerk coach columnist comedian composer concierge conductor conservator
    consultant contractor controller cook copywriter coroner counsellor counselor courier
    curator dancer decorator dentist dermatologist designer detective developer dietician dietitian
    director diver dj doctor docker doorman dressmaker driver drummer ecologist economist editor
    electrician embalmer engineer entomologist epidemiologist estimator executive fabricator farmer
    farmhand ferryman filmmaker firefighter fireman fisherman fishmonger florist footballer forester
    freelancer gamekeeper gardener geneticist geologist geographer glazier goldsmith governess
    grocer groundskeeper groundsman guitarist gynaecologist hairdresser handyman headmaster
    headmistress headteacher historian hotelier housekeeper hygienist illustrator immunologist
    influencer inspector instructor interpreter investigator ironworker janitor jeweller jeweler
    joiner journalist judge juggler keyworker labourer laborer landscaper lawyer lecturer librarian
    lifeguard lighthouse-keeper linguist lineman locksmith logistician lumberjack machinist
    magician maid manager manicurist marine masseur masseuse mathematician mechanic mediator
    meteorologist microbiologist midwife milkman miller miner minister model musician nanny
    nurse neurologist neuroscientist neurosurgeon novelist nun nutritionist obstetrician
    oceanographer oncologist operator optician optometrist orderly organist orthodontist osteopath
    paediatrician pediatrician painter paralegal paramedic pastor pathologist pediatric pharmacist
    pharmacologist philosopher photographer physician physicist physio physiotherapist pianist
    picker pilot planner plasterer playwright plumber podiatrist poet policeman policewoman
    politician porter postie postman postwoman potter priest printer producer professor programmer
    projectionist proofreader psychiatrist psychoanalyst psychologist psychotherapist publican
    publisher rabbi radiographer radiologist ranger realtor receptionist recruiter referee
    registrar reporter representative researcher restaurateur reverend rheumatologist roofer sailor
    salesman salesperson saleswoman scaffolder scientist sculptor seamstress secretary
    sergeant shepherd shopkeeper singer signaller social-worker sociologist solicitor
    songwriter sonographer statistician steelworker steward stewardess stonemason student
    stylist supervisor surgeon surveyor tailor tanner taxidermist teacher technician technologist
    telemarketer temp therapist tiler toolmaker trader trainee trainer translator treasurer
    trucker trombonist tutor typist undertaker underwriter upholsterer urologist usher vet
    veterinarian vicar videographer violinist vintner virologist volunteer waiter waitress warden
    watchmaker weaver welder wheelwright winemaker woodworker writer yoga-teacher youtuber
    zookeeper zoologist mp doula au-pair cop paralegal sommelier steelworker busker"""
)
# Only a job together with the word before it.
_LONG_JOBS: dict[str, str] = {
    "worker": "social care support youth factory warehouse community key outreach health office shop"
    " construction farm charity aid postal railway childcare nursery kitchen night sex refuse"
    " hospitality retail council call-centre agency restaurant",
    "officer": "police prison probation customs parole army naval press planning housing welfare"
    " security hr compliance admin administrative safeguarding communications project policy",
    "guard": "security prison",
    "agent": "estate travel letting insurance real-estate customer-service sales booking literary"
    " call-centre support estate",
    "adviser": "financial mortgage careers debt legal",
    "advisor": "financial mortgage careers debt legal service",
    "attendant": "flight car-park petrol pool cabin",
    "leader": "team project youth group",
    "owner": "shop business cafe caf\u00e9 restaurant pub",
    "player": "football tennis rugby basketball poker",
    "keeper": "zoo beekeeper shop",
    "walker": "dog",
    "groomer": "dog pet",
    "hand": "stage farm ranch",
    "collector": "bin debt garbage refuse",
    "artist": "tattoo make-up makeup",
    "crew": "cabin",
    "maker": "furniture film model",
    "packer": "shelf warehouse",
    "stacker": "shelf",
    "fitter": "kitchen carpet pipe bathroom window gas",
    "cutter": "tree",
    "handler": "baggage",
    "dealer": "art antiques car",
    "seller": "book",
    "producer": "music tv radio",
    "minder": "child",
}
# Words before a job that belong to it, so that they are kept: "bus driver", "primary school teacher".
OF_JOBS = listed(
    """bus lorry truck taxi uber cab train tram tube van delivery coach hgv ambulance forklift crane
    tractor primary secondary high middle elementary school special needs education maths math
    english history science music piano violin guitar art drama dance biology chemistry physics
    geography language spanish french german pe yoga pilates swimming ski driving fitness personal
    gym nursery preschool kindergarten reception senior junior trainee student assistant associate
    deputy head lead chief principal vice part-time full-time part full time freelance self-employed
    registered qualified chartered certified newly retired apprentice supply substitute locum agency
    software web data database mobile app game games hardware network systems system security cloud
    backend frontend front-end back-end full-stack it ux ui product project programme program mechanical
    civil electrical structural chemical aerospace automotive biomedical environmental sound audio
    graphic interior fashion landscape garden floral social care support mental health community
    district veterinary vet dental paediatric pediatric psychiatric intensive icu a&e er emergency
    surgical theatre oncology maternity palliative hospice clinical hospital medical night day shift
    warehouse factory shop store retail sales marketing hr finance financial account accounts payroll
    legal office bank call centre center customer service services client hotel kitchen line pastry
    sous prep hair hairdressing tattoo dog police prison security tax insurance estate real travel
    flight air traffic cabin railway research lab laboratory teaching classroom learning science
    court crown family divorce immigration human resources event events wedding food restaurant bar
    coffee film tv radio news sports sport copy content technical ghost stage set jazz opera session
    church parish youth nail beauty make-up makeup car auto bike bicycle heating gas boiler pest
    window office domestic tree dairy pig sheep fruit solar wind offshore oil rig quality assurance
    control business operations logistics supply chain purchasing procurement management executive
    postgraduate undergraduate phd doctoral master's masters law nursing university college uni
    medicine engineering politics psychology economics philosophy media foreign conference sign
    administrative admin personal virtual executive building construction site general
    occupational speech physical massage respiratory drama postdoctoral visiting university football
    tennis rugby swim life career sworn forensic marine nuclear wildlife museum gallery book library
    comic first second third fourth final first-year second-year third-year final-year grad graduate undergrad
    masters children's childrens women's stand-up street portrait wildlife fine speech-language a-level
    year community pharmacy pharmaceutical house interim live-in foster fire"""
)
_AGE = re.compile(r"\d\d(?:[ -]?year[ -]?old|[ -]?yr[ -]?old|[ -]?yo)?")
# How somebody is, not what they do: left out of the job, which stays true.
BESIDE_JOBS = listed(
    """tired exhausted overworked underpaid burnt-out single young proud male female stressed busy
    recently simple humble lowly mere local 24/7 full-blown married queer gay black disabled lonely"""
)


def job_at(words: list[str]) -> int | None:
    """Where the job begins that `words` end in, None if they end in none or say something else.

    words: lower case, all that follows an article. "tired primary school teacher" begins at 1.
    """
    if not words or not is_job(words):
        return None
    start = len(words) - 1
    if words[-1] not in _JOBS:
        start -= 1
    while start > 0 and words[start - 1] in OF_JOBS:
        start -= 1
    told = all(word in BESIDE_JOBS or _AGE.fullmatch(word) for word in words[:start])
    return start if told else None


def is_job(words: list[str]) -> bool:
    """Whether the last of the lower case `words`, with the one before it, is a job."""
    word, before = words[-1], words[-2] if len(words) > 1 else ""
    return word in _JOBS or before in _LONG_JOBS.get(word, "").split()


# Chronic enough to be true next month. Alternatives of a regular expression.
CONDITIONS = (
    r"asthma|(?:type (?:1|2|one|two) )?diabetes|epilepsy|adhd|add|autism|asd|asperger'?s|bipolar(?: disorder)?"
    r"|depression|anxiety(?: disorder)?|social anxiety|generali[sz]ed anxiety(?: disorder)?|panic disorder"
    r"|ptsd|cptsd|c-ptsd|ocd|bpd|borderline personality disorder|schizophrenia|psychosis|anorexia|bulimia"
    r"|an eating disorder|eating disorder|endometriosis|endo|pcos|pmdd|fibromyalgia|fibro"
    r"|chronic fatigue(?: syndrome)?"
    r"|me/cfs|long covid|lupus|ms|multiple sclerosis|crohn'?s(?: disease)?|colitis|ulcerative colitis|ibs|ibd"
    r"|coeliac(?: disease)?|celiac(?: disease)?|arthritis|rheumatoid arthritis|osteoarthritis|osteoporosis"
    r"|migraines?|tinnitus|vertigo|insomnia|narcolepsy|sleep apnoea|sleep apnea|high blood pressure"
    r"|low blood pressure|hypertension"
    r"|a heart condition|heart condition|heart failure|heart disease|copd|emphysema|cystic fibrosis"
    r"|parkinson'?s(?: disease)?"
    r"|(?:breast |lung |skin |bowel |prostate |ovarian |thyroid |bladder |blood )?cancer|leuk(?:a)?emia"
    r"|lymphoma"
    r"|hiv|hepatitis(?: [abc])?|kidney disease|kidney failure|chronic pain|back pain|chronic back pain|sciatica"
    r"|scoliosis|eczema|psoriasis"
    r"|rosacea|hay fever|dyslexia|dyspraxia|dyscalculia|tourette'?s(?: syndrome)?|cerebral palsy"
    r"|muscular dystrophy"
    r"|an underactive thyroid|underactive thyroid|hypothyroidism|hashimoto'?s(?: disease)?"
    r"|graves'?(?: disease)?|pots"
    r"|ehlers[- ]danlos(?: syndrome)?|eds|an?emia|sickle cell(?: disease)?|gout|glaucoma|cataracts|dementia"
    r"|alzheimer'?s"
    r"|vaginismus|vitiligo|alopecia|raynaud'?s|meniere'?s|a? ?(?:nut|peanut|shellfish|dairy|gluten|egg) allergy"
)
# Somebody who says "my asthma" has it; "my anxiety" is said of a bad morning.
MINE = (
    r"asthma|diabetes|epilepsy|adhd|autism|bipolar|ptsd|endometriosis|pcos|fibromyalgia|fibro|lupus"
    r"|ms|crohn'?s|colitis|ibs|coeliac disease|arthritis|tinnitus|copd|cancer|chronic pain|eczema|psoriasis"
    r"|dyslexia|parkinson'?s|long covid|hay fever"
)
HAVING = (
    r"diabetic|asthmatic|autistic|epileptic|dyslexic|dyspraxic|coeliac|celiac|bipolar|an?emic"
    r"|lactose intolerant"
    r"|neurodivergent|hiv positive|schizophrenic|partially sighted|hard of hearing|visually impaired"
    r"|colou?r ?blind"
)
