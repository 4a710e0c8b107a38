"""First names, so that a name typed in lower case ("my sister mia") is seen to be one.

A name that is not here costs a fact in lower case typing; with its capital letter it is read.
"""

from __future__ import annotations

from companion.memory.mentions import listed

# Names that are everyday words too: in lower case only read where a name alone makes sense.
AMBIGUOUS = listed(
    """will may mark art grant rose grace hope faith joy jade ruby amber dawn eve april june summer
    autumn bill frank rob pat sue gene chase drew dean guy ray lance miles skip wade nick robin
    holly ivy heather penny olive sky star honey happy rich van hunter mason pearl iris lily daisy
    jasmine melody harmony charity destiny angel king prince earl duke baron cliff clay heath
    glen reed brook brooke rusty buddy sunny lucky shadow smokey bear tiger ginger pepper cookie
    biscuit peanut pumpkin oreo patch ace ash basil berry bob bud candy carol cash chip christian
    coral crystal dick don dot dusty fern flora forest gale goldie hazel herb jack jet jewel jimmy
    josh junior kit lark laurel major marina mercy mike misty noble norm opal peg pip poppy
    precious prudence ralph rain raven ridge river rocky roman rowan royal sage sandy scout
    serenity sienna sierra storm sterling tad taffy tony tuesday viola violet winter woody wren
    mat matt mo nan nana nova paris phoenix princess rod sally sonny spike teddy trip tuck willow
    ben bea bee dee jo jay kay kai les lee max may su ty al ed em ali an ken sam page paige
    chance chastity constance devon jordan london madison lincoln chelsea florence georgia india
    israel kent lane lake milan sydney troy vienna virginia victoria austin dallas denver
    houston jackson orlando alexandria adelaide charlotte lourdes savannah santiago valencia
    dakota montana nevada asia africa chad cairo"""
)
_CLEAR = listed(
    """aaron abby abdul abdullah abel abigail ada adam adele adil adrian adriana aditya agnes agnieszka
    ahmad ahmed aidan aiden aileen aisha aiko akira alan alana albert alberto alejandra alejandro
    aleksandra alessandro alessia alex alexa alexander alexandra alexei alexis alfie alfred alice
    alicia alina alison alistair allan allison alma althea alvaro alvin alyssa amanda amara amari
    amelia amelie amina amir amira amit amrita amy ana anand anastasia anders andre andrea andreas
    andrei andrew andrzej andy anecia angela angelica angelina angus anika anil anisha anita anja
    ann anna annabel anne annette annie anthony antoine anton antonia antonio anouk anya aoife
    archie ari aria ariana arianna ariel arjun armando arnold arthur arturo arun asha ashley
    asif astrid aubrey audrey august aurora ava avery aviva axel ayaan ayesha aylin ayse barbara
    barney barry bart beata beatrice beatriz becca becky bella benedict benjamin bernadette bernard
    bernie bert bertha beth bethan bethany betty beverley bianca birgit bjorn blake bobby boris
    brad bradley brandon brenda brendan brett brian brianna bridget bronwyn bruce bruno bryan
    bryony caitlin caleb callum calvin cameron camila camilla camille carl carla carlos carmen
    caroline carolina carolyn carrie casey cassandra cassie catalina caterina catherine cathy cecilia
    cedric celia celine cesar chandra chantal charlene charles charlie chen cheryl chiara chidi
    chioma chloe chris chrissie christa christina christine christopher chuck ciara cindy claire
    clara clare clarissa claude claudia clive clyde cody colette colin colleen conor connor conrad
    corey corinne cormac courtney craig cristina curtis cynthia daan dagmar dale damian damien dan
    dana daniel daniela danielle danny daphne darcy daria darius darren dave david davide deb debbie
    deborah declan deepa deepak deirdre delia denise dennis derek dermot desmond dev dexter diana
    diane diego dieter dimitri dina dinesh dirk dmitri dolores dominic dominik donna donald donna
    doris dorothy doug douglas duncan dylan eamon eddie edgar edith edmund eduardo edward edwin eileen
    elaine eleanor elena eleni eli elias elif elijah elin elina eliot elisa elisabeth elise eliza
    elizabeth ella ellen ellie elliot elliott eloise elsa elsie emeka emil emilia emilio emily emma
    emmanuel emmett enrique eric erica erik erika erin ernest ernesto esme esmeralda esra esteban
    esther ethan ethel eugene eva evan evangeline eve evelyn ewan ezra fabian fabio faisal faith
    farah farid fatima fatma federico felicity felipe felix femi ferdinand fergus fernanda fernando
    finn finlay fiona fleur florian fran frances francesca francesco francis francisco franco
    frankie franz fred freda freddie frederick freya frida fritz gabby gabriel gabriela gabrielle
    gareth gary gavin gemma genevieve geoff geoffrey george georgie georgina gerald geraldine gerard
    gerda gertrude gianna gideon gilbert gillian gina giorgio giovanna giovanni gisela giulia
    giuseppe gladys glenda glenn gloria gordon gosia graham greg gregory greta guido guillermo
    gunther gus gustav guillaume gwen habib hadiya hakim hamid hamish hamza hana hanna hannah hans
    harold harriet harris harrison harry haruki harvey hasan hassan hector heidi heinrich helen
    helena helga henrik henry herbert herman hilary hilda hiro hiroshi howard huda hugh hugo
    humphrey hussein iain ian ibrahim ida ifeoma ignacio igor ilona ilse imani imogen imran ina
    inga ingrid ines ioana irene irina irma isaac isabel isabella isabelle isaiah isha ishaan isla
    ismail ivan jackie jaclyn jacob jacqueline jacques jaime jake jakob jakub jamal james jamie jan
    jana jane janet janice janine jared jarek jasmin jason jasper javier jayden jayne jean jeanette
    jeff jeffrey jemima jen jenna jennie jennifer jenny jens jeremy jerome jerry jess jesse jessica
    jessie jill jillian jim jin joan joana joanna joanne joao jochen jodie joe joel joelle joey johan
    johanna johannes john johnny jon jonah jonas jonathan jonny jorge jose josef josefina joseph
    josephine joshua joyce juan juanita judith judy jules julia julian juliana julie juliet julio
    julius jun jurgen justin justine kamal kamala kamil karen karim karin karina karl karla karolina
    kasia kate katerina katharina katherine kathleen kathryn kathy katie katja katrin katrina katy
    katya kavita kayla keiko keira keisha keith kelly kelvin kemi kendra kenji kenneth kenny kerry
    kevin khadija khalid kiera kieran kim kimberly kiran kirsten kirsty klara klaus kofi konrad
    kristen kristin kristina krzysztof kumar kurt kwame kyle kyra lachlan laila lakshmi lana lara
    larissa larry lars latoya laszlo laura lauren laurence laurie lavinia lawrence layla lea leah leanne
    leila lena leo leon leona leonard leonardo leonie leroy lesley leslie leticia levi lewis leyla
    liam liang lidia liesel lilian liliana lillian lilly lina linda lindsay lindsey linh linus lionel
    lisa liv livia liz lizzie lloyd logan lois lola lora lorena lorenzo loretta lorna lorraine
    lottie lou louie louis louisa louise luana luc luca lucas lucia lucian lucie lucille lucinda lucy
    ludwig luigi luis luisa luiz luka lukas luke luna lydia lyle lynn lynne mabel maddie madeleine
    maeve magda magdalena maggie magnus mahmoud maia maisie maja malcolm malik mandy manfred manuel
    manuela mara marc marcel marcela marcelo marcia marco marcos marcus margaret margarita margot
    maria mariam mariana marianne marie mariela marilyn mario marion marisa marissa marjorie marko
    markus marlene marlon marsha marta martha martin martina martine marvin mary maryam mateo
    mateusz mathew mathilda matilda matteo matthew matthias maud maureen maurice mauricio mavis
    maxine maya mayumi meera megan meghan mehmet mei mel melanie melinda melissa mercedes meredith
    merle mia mica micah michael michaela michal michele michelle mick mickey miguel mika mikael mikhail
    mila mildred milena millie milo mimi mina mindy ming minh mira miranda miriam mitchell mohamed
    mohammad mohammed moira molly mona monica monika monique morag morgan morris moses muhammad
    muriel murray musa mustafa myra myrtle nadia nadine naima naomi narges nasir nasrin natalia
    natalie natasha nate nathan nathaniel neha neil nell nellie nelson nia niall niamh nicholas nicki
    nicky nico nicola nicolas nicole nigel niko nikita nikki nikolai nils nina nisha noah noel noelle
    noemi noor nora norah norbert noreen norma norman nuria odette oksana ola olaf oleg olga oliver
    olivia olivier olu omar oona ophelia orla oscar oskar osman ottilie otto owen pablo paddy pamela
    paola paolo parisa pascal patience patricia patrick patrizia paul paula paulina pauline paulo
    pavel pedro peggy penelope percy perla perry peta pete peter petra phil philip philippa phillip
    phoebe phyllis pia pierre piotr polly pooja prakash priscilla priya quentin quinn rachel radek
    rafael rahim rahul raj rajesh rakesh ramon ramona randall randy rania raquel rashid raul
    ravi raymond rebecca rebekah regina reinhard rekha rena renata rene renee reuben rex reza rhiannon
    rhoda rhona rhys ria ricardo richard rick ricky rita robbie robert roberta roberto roddy roderick
    rodney rodrigo roger rohan rohit roisin roland rolf romeo ron ronald ronan ronnie rory rosa
    rosalind rosanna rosario rosemary rosie ross roxanne roy rudi rudolf rufus rupert russell ruth
    ryan saad sabina sabine sabrina sadia sadie sahar saira salim salma salman salvador samantha
    samir samira sammy samson samuel sana sandra sanjay sara sarah sasha saskia saul scarlett scott
    sean sebastian selim selina selma serena sergei sergio seth shane shannon sharon shaun shauna
    shawn sheila shelley shirley shirin shona shreya sibyl sid sidney siegfried sigrid silas silke
    silvia simon simona simone sinead siobhan sofia sofie solomon sonia sonja sophia sophie soren
    spencer stacey stan stanley stefan stefania stefanie stella stephanie stephen steve steven stewart
    stuart sukhi suki sunil suresh susan susanna susanne susie suzanne suzie sven svetlana sybil
    sylvia sylvie tabitha taiwo takeshi talia tamara tamsin tania tanja tanya tara tariq taro tasha
    tatiana ted teodora teresa terence terry tess tessa thea thelma theo theodore theresa thiago
    thomas thorsten tia tiffany tilly tim timo timothy tina tobias toby todd tom tomas tomasz tommy
    toni tracey tracy travis trevor tricia trish trisha tristan trudy tyler tyrone ulrich uma umar
    una ursula usha uwe val valentin valentina valeria valerie vanessa vera verena verity vernon
    veronica veronika vicky victor vijay viktor vikram vince vincent vinod violeta virgil vivian
    vivien viviane vladimir waleed walter wanda warren wayne wendy werner wesley wilfred wilhelm
    william willie wilma winifred winston wojtek wolfgang xavier xena xiao yan yara yasmin yasmine
    yolanda yosef youssef yuki yuri yusuf yvette yvonne zac zach zachary zahra zain zainab zara
    zelda zeynep zoe zoey zofia zola zuzana bailey bonnie coco fido fifi simba whiskers mittens
    felix garfield snoopy rover lassie odin thor loki zeus apollo archie ziggy pixie tigger nala
    mochi miso kiwi gizmo bruno roxy benji fluffy tabby"""
)
NAMES = _CLEAR | AMBIGUOUS
