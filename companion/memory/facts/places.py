"""Places, so that one typed in lower case ("i live in leeds") is seen to be one.

A place that is not here costs a fact in lower case typing, unless nothing but a place can stand
there; with its capital letter it is read.
"""

from __future__ import annotations

from companion.memory.mentions import listed

# More than one word, joined by "_" here only.
_LONG = listed(
    """new_york new_york_city new_jersey new_mexico new_orleans new_zealand new_delhi new_hampshire
    new_haven north_carolina south_carolina north_dakota south_dakota west_virginia rhode_island
    los_angeles san_francisco san_diego san_jose san_antonio santa_fe santa_barbara santa_monica
    santa_cruz las_vegas salt_lake_city kansas_city oklahoma_city mexico_city st_louis st_paul
    st_andrews st_albans st_ives st_helens st_petersburg fort_worth long_beach long_island palo_alto
    el_paso baton_rouge grand_rapids colorado_springs virginia_beach little_rock des_moines
    ann_arbor upstate_new_york united_states united_kingdom northern_ireland south_africa
    south_korea north_korea saudi_arabia sri_lanka hong_kong costa_rica puerto_rico el_salvador
    dominican_republic czech_republic ivory_coast sierra_leone burkina_faso papua_new_guinea
    united_arab_emirates abu_dhabi tel_aviv cape_town port_elizabeth addis_ababa buenos_aires
    sao_paulo rio_de_janeiro san_juan santo_domingo kuala_lumpur ho_chi_minh_city phnom_penh
    chiang_mai milton_keynes stoke_on_trent newcastle_upon_tyne kings_lynn king's_lynn bury_st_edmunds
    tunbridge_wells royal_tunbridge_wells east_london west_london north_london south_london
    east_anglia east_sussex west_sussex isle_of_wight isle_of_man west_midlands east_midlands
    north_wales south_wales mid_wales west_yorkshire north_yorkshire south_yorkshire east_yorkshire
    county_durham county_cork greater_manchester weston_super_mare southend_on_sea leamington_spa
    high_wycombe great_yarmouth hemel_hempstead stratford_upon_avon burton_on_trent
    west_ham east_ham west_bromwich merthyr_tydfil port_talbot the_hague den_haag novi_sad
    frankfurt_am_main freiburg_im_breisgau st_gallen palma_de_mallorca las_palmas
    british_columbia nova_scotia new_brunswick quebec_city prince_edward_island
    new_south_wales gold_coast alice_springs south_australia western_australia
    bay_area lake_district peak_district cotswolds western_cape cape_cod orange_county
    san_sebastian vila_nova_de_gaia belo_horizonte porto_alegre
    south_bend fort_collins fort_wayne sioux_falls green_bay chapel_hill corpus_christi"""
)
_SHORT = listed(
    """aberdeen aberystwyth accrington aldershot altrincham andover antrim armagh ashford aylesbury ayr
    banbury bangor barnet barnsley barrow basildon basingstoke bath battersea bedford bedfordshire
    belfast berkshire berwick beverley bexley birkenhead birmingham blackburn blackpool bodmin bognor
    bolton boston bournemouth bracknell bradford braintree brentwood bridgend bridgwater brighton
    bristol brixton bromley buckinghamshire burnley burton bury buxton caerphilly cambridge
    cambridgeshire camden canterbury cardiff carlisle carmarthen chatham chelmsford cheltenham
    cheshire chester chesterfield chichester chippenham chorley cirencester clapham colchester corby
    cork cornwall coventry crawley crewe croydon cumbria darlington dartford derby derbyshire derry
    devon doncaster dorchester dorset dover drogheda dublin dudley dumfries dundalk dundee
    dunfermline durham ealing eastbourne eastleigh edinburgh elgin enfield england epsom essex exeter
    exmouth falkirk falmouth farnborough farnham fife folkestone galway gateshead gillingham glasgow
    glastonbury gloucester gloucestershire gosport grantham gravesend greenwich grimsby guernsey
    guildford hackney halifax hampshire harlow harrogate hartlepool hastings hatfield havant hebden
    hereford hertford hertfordshire hexham hitchin horsham hounslow huddersfield hull huntingdon
    inverness ipswich ireland islington jersey keighley kendal kent kettering kidderminster
    kilkenny kilmarnock lambeth lancashire lancaster leeds leicester leicestershire lewes lewisham
    leyton lichfield limerick lincoln lincolnshire lisburn liverpool livingston llandudno llanelli
    london londonderry loughborough lowestoft ludlow luton macclesfield maidenhead maidstone
    manchester mansfield margate matlock merseyside middlesbrough morecambe motherwell newbury
    newcastle newham newmarket newport newquay norfolk northampton northamptonshire
    northumberland norwich nottingham nottinghamshire nuneaton oldham omagh orkney oxford oxfordshire
    paignton paisley peckham penrith penzance perth peterborough plymouth pontefract poole portsmouth
    preston ramsgate reading redcar redditch redhill reigate rochdale rochester romford
    rotherham rugby runcorn salford salisbury scarborough scotland scunthorpe sheffield shetland
    shrewsbury shropshire skegness skipton slough solihull somerset southampton southend southport
    southwark stafford staffordshire stevenage stirling stockport stockton stoke stornoway stourbridge
    stratford streatham stroud suffolk sunderland surrey sussex sutton swansea swindon tamworth
    taunton teesside telford tooting torquay totnes tottenham trowbridge truro tyneside ulster
    uttoxeter wakefield wales wallasey walsall waltham walthamstow warrington warwick warwickshire
    waterford watford wembley westminster wexford weymouth whitby whitstable wigan wiltshire wimbledon
    winchester windsor woking wokingham wolverhampton worcester worcestershire workington worthing
    wrexham yeovil york yorkshire
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
    mississippi missouri nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont
    washington wisconsin wyoming albany albuquerque alameda amarillo anaheim anchorage annapolis
    arlington asheville atlanta austin bakersfield baltimore berkeley bellingham billings boise
    boulder bridgeport bronx brooklyn buffalo burlington charleston charlottesville chattanooga chicago
    cincinnati cleveland columbus compton dallas dayton denver detroit duluth eugene evanston
    fargo flagstaff fresno greensboro harlem hartford hoboken hollywood honolulu houston indianapolis
    ithaca jacksonville knoxville lansing lexington louisville lubbock madison malibu manhattan
    memphis miami milwaukee minneapolis missoula montgomery nashville newark norfolk oakland omaha
    orlando pasadena philadelphia philly phoenix pittsburgh portland princeton providence
    provo queens raleigh reno richmond riverside roanoke sacramento savannah scottsdale seattle
    spokane springfield stamford syracuse tacoma tallahassee tampa toledo topeka trenton tucson tulsa
    wichita wilmington yonkers nyc la dc sf
    canada alberta ontario quebec manitoba saskatchewan newfoundland calgary edmonton hamilton
    kelowna kingston montreal ottawa regina saskatoon toronto vancouver victoria winnipeg
    australia adelaide ballarat bendigo brisbane cairns canberra darwin fremantle geelong hobart
    melbourne queensland sydney tasmania wollongong auckland christchurch dunedin wellington
    germany deutschland austria switzerland france italy spain portugal netherlands holland belgium
    luxembourg denmark sweden norway finland iceland poland czechia slovakia hungary romania bulgaria
    greece turkey croatia serbia slovenia bosnia albania kosovo macedonia montenegro moldova ukraine
    belarus russia lithuania latvia estonia malta cyprus europe scandinavia
    berlin hamburg munich cologne frankfurt stuttgart dusseldorf dortmund essen leipzig dresden
    hanover nuremberg bremen bonn mannheim karlsruhe wiesbaden freiburg heidelberg potsdam kassel
    aachen kiel mainz rostock augsburg bavaria saxony wuppertal bochum bielefeld jena erfurt weimar
    vienna graz salzburg innsbruck linz zurich geneva basel bern lausanne lucerne
    paris marseille lyon toulouse nice nantes strasbourg montpellier bordeaux lille rennes grenoble
    brittany provence rome milan naples turin palermo genoa bologna florence venice verona bari
    catania sicily sardinia tuscany trieste padua parma perugia
    madrid barcelona valencia seville zaragoza malaga bilbao granada alicante cordoba mallorca ibiza
    tenerife galicia catalonia andalusia lisbon porto braga coimbra algarve madeira
    amsterdam rotterdam utrecht eindhoven groningen maastricht leiden nijmegen delft brussels antwerp
    ghent bruges leuven copenhagen aarhus odense stockholm gothenburg malmo uppsala oslo bergen
    trondheim stavanger helsinki tampere turku reykjavik
    warsaw krakow lodz wroclaw poznan gdansk lublin katowice prague brno bratislava budapest
    bucharest cluj timisoara sofia plovdiv varna athens thessaloniki crete corfu istanbul ankara
    izmir antalya zagreb dubrovnik ljubljana sarajevo belgrade tirana skopje kyiv kiev
    lviv odessa kharkiv minsk moscow vilnius kaunas riga tallinn tartu
    israel jerusalem haifa palestine gaza lebanon beirut syria damascus aleppo jordan amman iraq
    baghdad iran tehran shiraz isfahan kuwait qatar doha bahrain oman yemen dubai egypt cairo
    alexandria libya tunisia tunis algeria algiers morocco casablanca rabat marrakech sudan
    ethiopia eritrea somalia mogadishu kenya nairobi mombasa uganda kampala tanzania rwanda kigali
    congo kinshasa cameroon nigeria lagos abuja ibadan ghana accra kumasi senegal dakar gambia
    liberia mali niger angola luanda zambia lusaka zimbabwe harare malawi mozambique maputo
    botswana namibia johannesburg joburg pretoria durban soweto mauritius madagascar africa
    india mumbai bombay delhi bangalore bengaluru hyderabad chennai kolkata pune ahmedabad
    jaipur lucknow kerala goa punjab gujarat kochi pakistan karachi lahore islamabad peshawar
    bangladesh dhaka sylhet chittagong nepal kathmandu bhutan colombo afghanistan kabul kazakhstan
    uzbekistan china beijing shanghai guangzhou shenzhen chengdu wuhan nanjing hangzhou
    taiwan taipei japan tokyo osaka kyoto nagoya sapporo fukuoka hiroshima yokohama kobe okinawa
    korea seoul busan incheon vietnam hanoi saigon thailand bangkok phuket cambodia laos myanmar
    yangon malaysia penang singapore indonesia jakarta bali surabaya bandung philippines manila
    cebu davao mongolia
    mexico guadalajara monterrey tijuana guatemala honduras nicaragua panama cuba havana jamaica
    haiti bahamas barbados trinidad colombia bogota medellin cali venezuela caracas ecuador quito
    peru lima cusco bolivia chile santiago valparaiso argentina rosario mendoza uruguay
    montevideo paraguay asuncion brazil brasilia salvador recife fortaleza curitiba usa uk uae
    britain america"""
)
PLACES = _SHORT | frozenset(name.replace("_", " ") for name in _LONG)
