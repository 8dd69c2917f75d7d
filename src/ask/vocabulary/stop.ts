import type { Lang } from "../../core/words.ts";

/** Words that carry no subject of their own. What is left over must be found in some report, or the answer is that none says so. */
const english = `a an the and or but so if then than that this these those there here it its he she they them we us our you your yours i me my mine am is are was were be
been being do does did done doing have has had having will would shall should can could may might must not no yes of in on at to for from by with without about into over
out up down off as until before after during while since again still yet just only even also too very much more most many any some each every all both either what which
who whom whose when where why how ever going go goes went gone come comes coming get gets getting got know knows tell say says said saying saw see seeing seen hear heard
please thanks hi hello hey ok okay now soon really actually exactly right true sure people folks guys everyone anybody somebody someone anything something nothing thing things
happen happens happening happened day days date dates time next last first second another other new latest current currently today tomorrow yesterday week month year way
want need like think find ask question answer because let lets make made take takes taking put set start starts started starting begin begins began end ends ended ending
last long far one two three official officially report reports reported plan plans planned planning be upcoming previous recent recently back main major big happened there
confirm confirmed definite possible certain update updates between vs versus each side sides us usa year years old ago already left remain remaining until it's me kind mean means
through thru beyond across among within toward towards around rest else instead maybe perhaps according coverage article articles story news currently recently lately seem seems keep kept really mention mentioned mentions
specifically actually basically already supposed rumor rumors rumour soonest earliest definitely def huh lol literally basically guys count counts keep keeps talking talk yet thing stuff wondering heard word happening said anyone else good bad let
status situation stand stands stuff look looking word info information details detail full whole total number people's`;

const spanish = `el la los las un una unos unas y o u e pero que si no de del al a en con sin por para segun sobre entre hasta desde cuando donde como cual cuales quien quienes cuanto cuanta
cuantos cuantas porque es son era eran fue fueron ser sera seran estar esta estan este estos esta estas eso ese esa hay habra hubo haber va van vamos voy ir iba ha han he hemos tiene tienen tengo
tenemos me mi mis te tu tus su sus se nos nuestro nuestra lo le les yo ya aun todavia tambien muy mas menos todo todos toda todas algo nada alguien nadie otra otro otras otros
hoy manana ayer dia dias fecha fechas hora semana mes ano proxima proximo siguiente ultima ultimo primera segunda segundo puedo puede pueden podemos debo debe hacer hace hizo saber
sabe saben decir dice dicen dijo dijeron quiero quiere favor gracias hola entonces cierto verdad seguro confirmado confirmada posible empieza empezo comienza comenzo termina termino
ahorita actualmente segun mientras menciono mencionan menciona noticia noticias articulo articulos entonces tenido tener tuvo rumor puro sigue siguen pie kien mero neta oiga dime digame cosas verdad cuentan problema gente personas cosa cosas pasa paso pasar aqui alli ahora antes despues durante oye mismo misma informe informes falta faltan queda quedan dura duro durara asi estamos sea parte partes lado`;

export const stopWordsOf: Readonly<Record<Lang, ReadonlySet<string>>> = {
  en: new Set(english.split(/\s+/)),
  es: new Set(spanish.split(/\s+/)),
};

export const stopWords: ReadonlySet<string> = new Set([...stopWordsOf.en, ...stopWordsOf.es]);
