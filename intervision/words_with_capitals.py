"""Words that say whether a capital stands for somebody: first names, and what is written with a capital too.

All lists are our own, written down from general knowledge: the permissively licensed lists there are do not
say where they have their names from, and deduce's lists are LGPL. All in lower case.
"""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FIRST_NAMES: Final = _set(
    """
    aaron abdel abdelkarim abdellah abdi abdirahman abdul abdullah abdulrahman abel achmed achraf adam adil
    adnan adriaan adrian adriana agnes agnieszka ahmad ahmed aicha aisha alan albert alejandro aleksander
    aleksandra alex alexander alexandra alexandru ali alicia alina aliyah amal amanda amber amin amina amine
    amir amira amy ana anass anastasia anders andrea andreas andrei andrej andrew andrzej andré andy angela
    angelique angelo anita anke anna anne anneke annelies annemarie annemiek annette annie anouar anouk
    anthony anton antonio antoon appie arend ariana arie arjan arjen arnold aron arthur arvid astrid aya
    ayden aylin ayman ayoub ayşe aziz badr barbara bart bas bastiaan bavo beatrix ben benjamin benny berat
    berend bernard bert betty bianca bilal bjorn björn bob bogdan boris boudewijn bradley brahim bram
    brandon brenda brent brian brigitte bruno bryan burak can carla carlo carlos carmen carolien caroline
    casper catharina cees celine cem chaima chantal charlotte chris christa christiaan christian christina
    christine cindy claire claudia collin connor conny corina cornelis corné costin cristian cynthia daan
    damian damir dana daniel daniela daniël daniëlle dario darko dave david davy dawid debby debora delano
    demi denise dennis denzel desmond dewi diana diederik diego dimitri dion dirk djamila dominik donny
    doris dragan driss dunya dwight dylan dylano ebru eddy edwin efrem elena eliana elias elif elisa elise
    elizabeth ellen elly els elsbeth emil emilia emilie emily emir emma emmanuel emre enes enzo eric erica
    erik erwin esmée esra esther eva evelien eveline evert ewa fabian fabio fadi faisal farah farid faris
    farouk fatih fatima fatma fatou feike femke fenna ferdi ferdinand ferhat ferry fien filip finn fleur
    florian floris foppe fouad frank fred freddy frederik fredrik frits gabriel gabriela geert gerard gerda
    gerrit gert gertjan gianni giel gijs gijsbert gilbert gino giorgio giovanni gloria goran greet greetje
    guido guillermo gustavo guus gülsen habiba hakan hakim halil halima hamid hamza hanna hannah hanneke
    hans harald harm harrie harry hasan hassan hedwig heidi helena helene hendrik henk henri henriëtte
    herman hicham hidde hilde hind hugo hussein hüseyin imad iman imane imran inge ingrid ioana ion ionut
    irene irina iris irma isa isaac isabel isabella ismael ismail issam ivan ivana ivo iwan jaap jack
    jackson jacob jacqueline jacques jake jakub jamal james jamie jamila jan jan-willem janine janneke
    janusz jari jarno jasmijn jason jasper jay jayden jayson jean jeanette jeffrey jelle jelmer jennifer
    jenny jens jeroen jerome jerry jesper jesse jessica jesús jip joachim joanna jochem joel joep joey johan
    johanna johannes john johnny jolanda jolien jonas jonathan joost jordan jordi jordy jorge jorik joris
    jort josef joseph joshua josé joyce joël juan judith jules julia julian juliette julius jurgen jurre
    justin kadir kamal kamiel karel karen karim karin karina karlijn kasper katarzyna kate katja kay kees
    kelly kelvin kemal kenneth kenny kevin khadija khaled khalid kim kimberly kirsten klaas klaas-jan koen
    koos krijn kristof krzysztof kyara kylian laila lamin lamyae lara larissa lars laura lauren laurens leah
    leen leila lena lennart leo leon leonie leroy lex liam lianne lidia lieke liesbeth lilian lily linda
    linde lisa lisanne lizzy lobke loes lotte louis louisa louise lourens luc luca lucas lucia lucy luis
    luka lukas lukasz luna luuk lydia lynn maarten maartje maciej madelief magda mahmoud mahmut maikel maja
    malik mandy manon manuel manuela mara marc marcel marcin marco marcus margot margriet maria mariam
    marian marianne marieke marija marijke marina mario marion maris marit marja marjan marjolein marko
    marleen marlies marloes marlon marnix martha martien martijn martin martina martine marvin mary mason
    mateo mateusz mathijs mats matthias matthijs maud maurice mauro max maxim maxime mehdi mehmet meike
    melanie melissa melvin merel merijn merlijn mert mervin meryem mia michael michał michel michelle
    michiel mick mickey miguel mihai mike mila milan milou mimoun mina miranda mirjam miroslav mitchel moha
    mohamad mohamed mohammad mohammed mohamud monica monika monique mounir mourad moussa muhammed murat musa
    mustafa mustapha myrthe nabil nadia nadine najib naomi natalia natascha natasja nathalie nathan nawal
    nick nicky nicolas nicole nicoleta niek niels nienke nigel nikki nikola nils nina noa noah noor nora
    nordin nour nouria olaf oleg oleksandr olga oliver olivia olivier omar omer orlando oscar osman othman
    otis otto ouassim oumaima owen ozan pablo pascal patricia patrick paul paula paulien pauline pavel pawel
    pedro peter petra philip pien pier piet pieter pieter-jan pietro piotr pleun quincy quinten rabia rachel
    rachid raf rafael rahim rajesh ralf ralph ramon randy raoul raphael rashid rayan raymond redouan reinier
    remco remi renske rené renée reza ricardo richard rick rico rik rita rob robbert robbin robby robert
    roberto robin rochelle rodney roel roelof rogier roland rolf romano romy ronald ronan ronnie roos rosa
    rosalie rosanne roxanne ruben rudi rudy rutger ruth ruud ryan sabine sabri sabrina said salah saleh
    salim salma sam sami samir samira samuel sander sandra sanne santiago sara sarah saskia savannah saïd
    sebastiaan sebastian selim selma sem serdar serena sergei sergio shahid shanice shannon shaquille sharon
    sheila shirley sibel siem silvia simon simone sjaak sjoerd sjors skip sofia sofie sofyan sonja soraya
    soufiane stan stanislav stefan stefanie stefano stephan stephanie steven stijn suleyman sunita susan
    susanne suzan suzanne sven svetlana swen sylvana sylvia tahir tamar tamara tanja tara tarik tariq teun
    teunis thea theo thierry thijmen thijs thomas tijn tijs tim timo timothy tina tirza tobias tom tomasz
    tommy tony toon tristan truus tugba tycho tygo tyrell tyrone umut ursula usman vera veronica victor
    victoria viktor vincent viola viorel virgil vladimir wafa wahid walid walter wanda wendy werner wesley
    wessel wiebe willem willemijn willy wilma wim wouter xander xavier yahya yara yaser yasin yasmin yasmina
    yasmine yassin yassine yassir yoran yordi younes youri yousef youssef yunus yusuf yvette yvonne zakaria
    zakariya zara zayn zeynep ziad zineb zoran zouhair zoë
    """
)
"""First names, common in the Netherlands in every group that lives there."""

ALSO_WORDS: Final = _set(
    """
    abel ali amber ana anders arend bart bas beer ben betty bo bob bot boy bram can daan dana dion door
    dunya els eva fien fleur floris frank frans guus hans harm hind hope ion iris isa ivo jan jay jip job
    joost jordan joy kay kees kim koen koos leen lex linde loes luna madelief mandy mara marc mark max maxim
    mees merel mick mike min mo nick noor otto peer piet pim pleun raf ralf rick rik ring rob roos rosa ruth
    said salim sam sem simon skip stan storm sul tijs tim tom toon victor victoria viola ward wiebe will wim
    zara
    """
)
"""First names that are a word as well: in lower case, or as the first of a sentence, they say nothing."""

ROLES: Final = _set(
    """
    meneer mevrouw heer dame juffrouw juf meester dokter jongen meisje man vrouw kind cliënt client jongere
    bewoner broer broertje zus zusje zoon dochter moeder vader mama papa stiefvader stiefmoeder pleegvader
    pleegmoeder oom tante neef nicht opa oma vriend vriendin vriendje maat maatje collega begeleider
    begeleidster mentor voogd coach therapeut psycholoog psychiater huisarts arts rechter advocaat agent
    rechercheur wijkagent docent leraar lerares klant pooier loverboy dader slachtoffer buurman buurvrouw
    baas stagiair stagiaire directeur manager gezinsvoogd ouders
    """
)
"""Who somebody is: what follows may be a name, and it is no name itself at the start of a sentence."""

TITLES: Final = _set(
    """
    meneer mevrouw mw mevr dhr heer juffrouw juf meester dr drs prof mr ing ir ds dokter
    """
)
"""After these any capital is a name, also one that is a word ('meneer De Wit', 'mevrouw Bakker')."""

BETWEEN: Final = _set(
    """
    van de der den ten ter te het 't in op el al ben ibn bin la le da dos di du von zu
    """
)
"""What stands between a first and a last name."""

HUMAN_VERBS: Final = _set(
    """
    zei zegt vertelde vertelt belde belt appte appt mailde mailt vroeg vraagt antwoordde huilde huilt lachte
    lacht schreeuwde fluisterde zweeg knikte woont woonde slaapt sliep heet schaamt schaamde snapt snapte
    durft durfde denkt dacht vindt vond hoopt hoopte liegt loog spijbelt blowt drinkt dronk rookt stuurt
    stuurde schreef verdient verdiende
    """
)
"""Only people do this, so that the capital before it is not that of a thing at the start of a sentence."""

PLACES: Final = _set(
    """
    nederland belgië duitsland frankrijk engeland spanje portugal italië polen roemenië bulgarije hongarije
    tsjechië slowakije servië kroatië bosnië albanië kosovo griekenland turkije marokko algerije tunesië
    libië egypte syrië irak iran afghanistan pakistan india china vietnam thailand indonesië suriname
    curaçao aruba bonaire venezuela colombia brazilië dominicaanse kaapverdië somalië eritrea ethiopië
    soedan nigeria ghana gambia guinee senegal congo oeganda rusland oekraïne moldavië litouwen letland
    estland zweden noorwegen denemarken finland oostenrijk zwitserland ierland schotland amerika afrika
    europa azië palestina israël libanon jemen europese amsterdam rotterdam utrecht eindhoven groningen
    tilburg almere breda nijmegen apeldoorn haarlem enschede arnhem amersfoort zaandam zaanstad hoofddorp
    maastricht leiden dordrecht zoetermeer zwolle deventer delft alkmaar heerlen venlo leeuwarden hilversum
    purmerend roosendaal schiedam spijkenisse alphen vlaardingen gouda hoorn helmond oss assen emmen hengelo
    almelo ede veenendaal zeist nieuwegein houten woerden maarssen lelystad harderwijk kampen meppel
    hoogeveen drachten heerenveen sneek den haag bosch 's-hertogenbosch haagse middelburg vlissingen goes
    terneuzen bergen weert roermond sittard geleen kerkrade waalwijk uden veghel boxtel doetinchem zutphen
    winterswijk tiel culemborg barendrecht ridderkerk capelle krimpen rijswijk voorburg wassenaar katwijk
    noordwijk lisse hillegom heemstede beverwijk velsen ijmuiden castricum heerhugowaard schagen texel urk
    dronten emmeloord naarden bussum huizen baarn soest bunschoten barneveld nijkerk putten ermelo epe
    vaassen wageningen rhenen bijlmer bijlmermeer schiphol scheveningen kijkduin volendam antwerpen brussel
    gent berlijn parijs londen keulen noord-holland zuid-holland noord-brabant brabant gelderland overijssel
    drenthe friesland fryslân flevoland zeeland limburg veluwe randstad twente achterhoek betuwe noord oost
    zuid west centrum boekarest warschau casablanca rabat ankara istanbul damascus paramaribo
    willemstad moskou madrid barcelona rome lissabon
    """
)

NOBODY: Final = _set(
    """
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli
    augustus september oktober november december kerst kerstmis pasen pinksteren hemelvaart koningsdag
    ramadan suikerfeest offerfeest sinterklaas pride carnaval oud nieuwjaar god allah jezus christus jahweh
    boeddha bijbel koran islam koning koningin prins prinses engels duits frans spaans pools roemeens
    bulgaars arabisch turks berbers tarifit tigrinya somalisch farsi dari pasjtoe nederlands papiaments
    sranan russisch oekraïens italiaans portugees chinees koerdisch marokkaans syrisch eritrees surinaams
    antilliaans hongaars servisch facebook instagram insta snapchat snap tiktok whatsapp telegram signal
    grindr tinder bumble badoo hornet scruff romeo planetromeo bullchat chatroulette onlyfans twitter
    youtube discord twitch reddit kinky marktplaats vinted tikkie paypal bitcoin google apple samsung
    netflix spotify nike adidas gucci prada louis-vuitton zara hema action lidl aldi jumbo kruidvat ikea
    mediamarkt primark mercedes golf polo opel ford audi tesla toyota volkswagen volvo renault peugeot
    citroën fiat kia vespa uber thuisbezorgd flixbus playstation nintendo xbox fifa fortnite minecraft drake
    ajax feyenoord psv vitesse fier humanitas levvel pluryn parlan horizon enver youké intermetzo pretty
    woman ggz jeugdzorg jeugdwet jeugdbescherming jeugdhulp gemeente politie halt reclassering amerikaans
    westers gay queer homo bi trans hetero nationaal rapporteur openbaar ministerie wetboek artikel
    richtlijn volkskrant trouw telegraaf parool nrc journaal veilig thuis kamer tweede eerste casus vraag
    inbreng groet groeten beste geachte lieve hoi hallo dag x y z covid corona sovjet iphone ipad android
    moslim moslims christen christenen joods joodse katholiek protestants hindoe roma sinti stichting leger
    heils dominicaan engelse
    """
)
"""Nobody, and yet with a capital: days, feasts, God, languages, platforms, brands, organisations."""

PHRASES: Final = (
    "albert heijn",
    "leger des heils",
    "jan modaal",
    "jan met de pet",
    "jan en alleman",
    "louis vuitton",
    "calvin klein",
    "tommy hilfiger",
    "burger king",
    "ronald mcdonald",
    "anne frank",
    "erasmus mc",
    "pim pam pet",
    "roze zaterdag",
    "max havelaar",
)
"""Names of people in the names of what is no person, or of nobody in particular."""

THINGS: Final = (
    "zorg",
    "wet",
    "bescherming",
    "hulp",
    "recht",
    "school",
    "college",
    "lyceum",
    "instituut",
    "park",
    "straat",
    "laan",
    "plein",
    "gracht",
    "station",
    "dienst",
    "huis",
    "raad",
    "team",
    "bureau",
    "ministerie",
    "heid",
    "schap",
    "handel",
    "journaal",
    "centrum",
    "kliniek",
    "ziekenhuis",
    "stichting",
    "vereniging",
    "kerk",
    "moskee",
    "universiteit",
    "hogeschool",
    "academie",
    "rechtbank",
    "therapeut",
    "therapie",
    "werk",
    "werker",
    "groep",
    "tehuis",
)
"""Ends of words for things; with one of these in it, a row of capitals is the name of a thing."""

PEOPLES: Final = (
    "aanse",
    "aans",
    "ische",
    "isch",
    "landse",
    "lands",
    "ese",
    "eense",
    "eens",
    "oolse",
    "urkse",
    "aarse",
    "illiaanse",
    "namese",
    "anen",
    "iërs",
    "iër",
    "anders",
    "aamse",
    "rikaan",
    "lander",
    "dammer",
    "ië",
)
"""Ends of what is said of a people, a language or a country."""

COMMON: Final = _set(
    """
    de het een deze dit die dat er hier daar ik jij je hij zij ze wij we jullie u men mij me hem haar ons
    hen hun mijn jouw zijn onze uw iemand niemand iedereen alles niets iets wie wat waar waarom wanneer hoe
    welke welk waarmee waarover waardoor hoeveel hoelang en of maar want dus toen als omdat doordat terwijl
    hoewel zodat voordat nadat totdat sinds tenzij mits in op aan bij met van voor door over onder naar uit
    te tot tegen zonder tussen tijdens volgens via binnen buiten na om rond achter naast boven beneden langs
    per vanaf vanuit vanwege ondanks behalve dankzij samen nu dan straks later eerst daarna daarvoor vroeger
    ooit nooit altijd vaak soms meestal weer nog al pas net ook wel niet geen misschien eigenlijk vooral
    zelfs juist alleen bijna echt gewoon natuurlijk helaas gelukkig toch immers bovendien verder vandaag
    gisteren morgen eergisteren overmorgen vanavond vanmorgen vanochtend vanmiddag vannacht laatst onlangs
    vorige volgende elke ieder iedere alle veel weinig meer minder sommige andere anderen beide enkele
    zoveel twee drie vier vijf zes zeven acht negen tien half ander zo zulke zowel ja nee oké nou tja ach
    stel kijk wil wilt kan kun mag moet zal zou heb hebt heeft had hebben ben bent is was waren word wordt
    werd werden ga gaat ging komt kwam doe doet deed laat liet zie ziet zag weet wist vind graag beste lieve
    hierdoor hierbij daardoor daarom daarbij daarmee daarover daarnaast desondanks ondertussen intussen
    inmiddels uiteindelijk tenslotte allereerst ten slotte tevens echter namelijk kortom hopelijk blijkbaar
    kennelijk waarschijnlijk mogelijk wellicht vermoedelijk zeker zelf momenteel plotseling opeens ineens
    eens jongens mannen vrouwen meisjes mensen ouders kinderen klanten collega's vrienden hulpverleners
    jongeren professionals school politie gemeente familie gezin contact gesprek vertrouwen geld seks drugs
    thuis werk goed slecht moeilijk lastig belangrijk maak neem geef vraag luister praten luisteren telefoon
    mail adres geboren geboortedatum naam leeftijd situatie achtergrond doel dilemma reactie opmerking
    minderjarige meerderjarige slachtoffers daders leidinggevende
    """
)
"""Words that begin a sentence, and after an opening quotation mark or a bracket a capital inside one."""
